import { Stack } from '@mantine/core';
import { ButtonLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Page } from '../states/page.tsx';
import { KEEPING_WORDS } from '../words/content-words.ts';
import { ErasuresPanel } from './erasures-panel.tsx';
import { HoldsPanel } from './holds-panel.tsx';
import { RetentionPanel } from './retention-panel.tsx';

/** How long texts are kept, and what stops or hastens their end. */
export function KeepingPage() {
  const mayManage = useMay()('content.manage:content');
  return (
    <Page
      title={KEEPING_WORDS.title}
      lead={KEEPING_WORDS.lead}
      action={
        <ButtonLink variant="default" to="/content">
          {KEEPING_WORDS.back}
        </ButtonLink>
      }
    >
      <Stack gap="md">
        <RetentionPanel mayManage={mayManage} />
        {mayManage ? <HoldsPanel /> : null}
        {mayManage ? <ErasuresPanel /> : null}
      </Stack>
    </Page>
  );
}
