import { Stack } from '@mantine/core';
import { ButtonLink } from '../shell/links.tsx';
import { Page } from '../states/page.tsx';
import { DETECTION_WORDS } from '../words/detection-words.ts';
import { AllowListPanel } from './allow-list-panel.tsx';
import { BenchPanel } from './bench-panel.tsx';
import { ProposalsPanel } from './proposals-panel.tsx';

/** The daily work on what is found: try it, and judge what people say of it. */
export function DetectionPage() {
  return (
    <Page
      title={DETECTION_WORDS.title}
      lead={DETECTION_WORDS.lead}
      action={
        <ButtonLink variant="default" to="/detection/settings">
          {DETECTION_WORDS.settings}
        </ButtonLink>
      }
    >
      <Stack gap="md">
        <div className="grid-two">
          <BenchPanel />
          <ProposalsPanel />
        </div>
        <AllowListPanel />
      </Stack>
    </Page>
  );
}
