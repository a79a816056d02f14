import { Anchor, Stack, Text } from '@mantine/core';
import { count } from '../figures/counts.ts';
import { Empty } from '../states/empty.tsx';
import { Facts } from '../states/facts.tsx';
import { Panel } from '../states/panel.tsx';
import { SET_UP_WORDS } from '../words/sign-in-set-up-words.ts';
import { GroupRules } from './group-rules.tsx';
import type { SetUp } from './sign-in-settings-page.tsx';

const WORDS = SET_UP_WORDS;

/** The providers that are configured; to be changed where they are. */
export function ProvidersPanel({ setUp }: { readonly setUp: SetUp }) {
  const base = setUp.publicAddress ?? '';
  return (
    <Panel title={WORDS.providers} note={WORDS.providersNote}>
      {setUp.providers.length === 0 ? (
        <Empty
          title={WORDS.noProvider}
          action={
            <Anchor href="/docs/sign-in" size="sm">
              {WORDS.how}
            </Anchor>
          }
        >
          {WORDS.noProviderWhy}
        </Empty>
      ) : (
        <Stack gap="lg">
          {setUp.providers.map((provider) => (
            <div key={provider.id}>
              <Text fw={600} size="sm">
                {provider.name}
              </Text>
              <Facts
                facts={[
                  [WORDS.issuer, provider.issuer],
                  [WORDS.client, provider.clientId],
                  [WORDS.callback, `${base}${provider.callbackPath}`],
                  [WORDS.backChannel, `${base}${provider.backChannelPath}`],
                  [WORDS.first, WORDS.firsts[provider.firstSignIn]],
                  [WORDS.people, count(provider.people)],
                ]}
              />
              <GroupRules rules={provider.groupRoles} />
            </div>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
