import { Stack } from '@mantine/core';
import { ButtonLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Page } from '../states/page.tsx';
import { Together } from '../states/together.tsx';
import { KEEPING_WORDS } from '../words/content-words.ts';
import { ErasuresPanel, useErasures } from './erasures-panel.tsx';
import { HoldsPanel, useHolds } from './holds-panel.tsx';
import { RetentionPanel, useRetention } from './retention-panel.tsx';
import { VaultPanel } from './vault-panel.tsx';

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
      {mayManage ? <Managed /> : <RulesAlone />}
    </Page>
  );
}

function Managed() {
  const rules = useRetention();
  const holds = useHolds();
  const erasures = useErasures();
  return (
    <Together queries={[rules, holds, erasures]} lines={14}>
      <Stack gap="md">
        <RetentionPanel rules={rules} mayManage />
        <HoldsPanel holds={holds} />
        <ErasuresPanel erasures={erasures} />
        <VaultPanel />
      </Stack>
    </Together>
  );
}

/** Who does not manage content may not ask what is held and erased. */
function RulesAlone() {
  return <RetentionPanel rules={useRetention()} mayManage={false} />;
}
