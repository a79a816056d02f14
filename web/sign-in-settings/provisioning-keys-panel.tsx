import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../figures/moment.tsx';
import { SecretNotice } from '../keys/secret-notice.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { useNow } from '../states/use-now.ts';
import { KEY_WORDS } from '../words/key-words.ts';
import { SET_UP_WORDS } from '../words/sign-in-set-up-words.ts';
import { ProvisioningKeyForm } from './provisioning-key-form.tsx';
import type { SetUp } from './sign-in-settings-page.tsx';

type Key = SetUp['provisioning']['keys'][number];

const WORDS = SET_UP_WORDS;
const SOON_MS = 14 * 86_400_000;

/** Keys that a provider keeps people by, and a way to make one. */
export function ProvisioningKeysPanel({ setUp: { provisioning } }: { readonly setUp: SetUp }) {
  const mayChange = useMay()('control.write:access');
  const [isMaking, setMaking] = useState(false);
  // Kept in the memory of this page alone, until it is closed or left.
  const [secret, setSecret] = useState<string | null>(null);
  const { keys } = provisioning;
  return (
    <Panel
      title={WORDS.keys}
      note={WORDS.keysNote}
      action={
        mayChange ? (
          <Button size="compact-sm" variant="default" onClick={() => setMaking(!isMaking)}>
            {WORDS.makeKey}
          </Button>
        ) : null
      }
    >
      <Stack gap="md">
        {secret === null ? null : <SecretNotice secret={secret} onClose={() => setSecret(null)} />}
        {isMaking ? (
          <ProvisioningKeyForm
            onMade={(made) => {
              setSecret(made);
              setMaking(false);
            }}
            onCancel={() => setMaking(false)}
          />
        ) : null}
        {keys.length === 0 ? <Empty title={WORDS.noKey} /> : <KeyList keys={keys} mayChange={mayChange} />}
      </Stack>
    </Panel>
  );
}

function KeyList({ keys, mayChange }: { readonly keys: readonly Key[]; readonly mayChange: boolean }) {
  const nowMs = useNow();
  return (
    <ul className="line-list">
      {keys.map((key) => (
        <li key={key.id} className="line line-wrap">
          <span dir="auto">
            {key.name} <span className="hash">{key.hint}…</span>
          </span>
          <span>
            <KeyState apiKey={key} nowMs={nowMs} />{' '}
            {key.expiresAt === null ? WORDS.open : <Moment at={key.expiresAt} day />}
          </span>
          {mayChange ? (
            <ReasonButton
              label={KEY_WORDS.revoke}
              note={KEY_WORDS.revokeNote}
              changes={['readSignInSetUp', 'listApiKeys']}
              carryOut={(reason, idempotencyKey) =>
                callOperation('revokeApiKey', { params: { id: key.id }, body: { reason }, idempotencyKey })
              }
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function KeyState({ apiKey: { status, expiresAt }, nowMs }: { readonly apiKey: Key; readonly nowMs: number }) {
  const leftMs = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - nowMs;
  if (leftMs <= 0) return <Mark tone="stop">{WORDS.ended}</Mark>;
  if (status === 'suspended') return <Mark tone="stop">{WORDS.states.suspended}</Mark>;
  return leftMs < SOON_MS ? <Mark tone="warn">{WORDS.soon}</Mark> : <Mark tone="good">{WORDS.states.active}</Mark>;
}
