import { Anchor, List, Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { useOperation } from '../request/use-operation.ts';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { SET_UP_WORDS } from '../words/sign-in-set-up-words.ts';
import { ProvidersPanel } from './providers-panel.tsx';
import { ProvisioningKeysPanel } from './provisioning-keys-panel.tsx';
import { ProvisioningPanel } from './provisioning-panel.tsx';
import { RequestsPanel } from './requests-panel.tsx';

export type SetUp = AnswerOf<'readSignInSetUp'>;

const WORDS = SET_UP_WORDS;

/** By which ways people come in here, and who keeps them here. */
export function SignInSettingsPage() {
  const setUp = useOperation('readSignInSetUp', {});
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      <Loaded query={setUp} lines={14}>
        {(facts) => (
          <Stack gap="md">
            <WaysPanel setUp={facts} />
            <ProvidersPanel setUp={facts} />
            <ProvisioningPanel setUp={facts} />
            <div className="grid-two">
              <ProvisioningKeysPanel setUp={facts} />
              <RequestsPanel setUp={facts} />
            </div>
            <StepsPanel />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function WaysPanel({ setUp }: { readonly setUp: SetUp }) {
  const { passwords } = setUp;
  return (
    <Panel title={WORDS.ways} note={WORDS.waysNote}>
      <Facts
        facts={[
          [WORDS.address, setUp.publicAddress ?? WORDS.noAddress],
          [
            WORDS.passwords,
            <span key="passwords">
              <Mark tone={passwords && setUp.providers.length > 0 ? 'warn' : 'good'}>
                {passwords ? WORDS.on : WORDS.off}
              </Mark>
              <Text size="xs" c="dimmed">
                {passwords ? WORDS.passwordsNote : WORDS.passwordsOffNote}
              </Text>
            </span>,
          ],
          [WORDS.idle, WORDS.idleIn(setUp.idleMinutes)],
          [WORDS.longest, WORDS.longestIn(setUp.longestHours)],
        ]}
      />
    </Panel>
  );
}

function StepsPanel() {
  return (
    <Panel
      title={WORDS.steps}
      note={
        <>
          {WORDS.stepsNote}{' '}
          <Anchor href="/docs/sign-in" size="xs" underline="always">
            {WORDS.docs}
          </Anchor>
        </>
      }
    >
      <div className="grid-two">
        <Steps title={WORDS.entra} steps={WORDS.entraSteps} />
        <Steps title={WORDS.okta} steps={WORDS.oktaSteps} />
      </div>
    </Panel>
  );
}

function Steps({ title, steps }: { readonly title: string; readonly steps: readonly string[] }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <List type="ordered" size="sm" spacing={4}>
        {steps.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
    </div>
  );
}
