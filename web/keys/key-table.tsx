import { Group, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { Named } from '../names/names.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { callOperation } from '../request/call-operation.ts';
import { Mark, type Tone } from '../states/mark.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Some } from '../states/some.tsx';
import { KEY_WORDS } from '../words/key-words.ts';
import { ChangeKey } from './change-key.tsx';
import { ReplaceKey } from './replace-key.tsx';

type Key = AnswerOf<'readApiKey'>;

const TONES: Readonly<Record<Key['status'], Tone>> = { active: 'good', suspended: 'stop', revoked: 'plain' };
const CHANGES = ['listApiKeys'] as const;

export type KeyTableProps = {
  readonly keys: readonly Key[];
  readonly mayChange: boolean;
  readonly onSecret: (secret: string | null) => void;
};

export function KeyTable({ keys, mayChange, onSecret }: KeyTableProps) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{KEY_WORDS.name}</th>
          <th>{KEY_WORDS.state}</th>
          <th>{KEY_WORDS.owner}</th>
          <th>{KEY_WORDS.may}</th>
          <th>{KEY_WORDS.useCases}</th>
          <th>{KEY_WORDS.expires}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <td>
              <Text size="sm" fw={500} dir="auto">
                {key.name}
              </Text>
              <Text size="xs" c="dimmed" className="hash">
                {key.hint}…
              </Text>
              {mayChange ? <KeySteps apiKey={key} onSecret={onSecret} /> : null}
            </td>
            <td data-label={KEY_WORDS.state}>
              <span>
                <Mark tone={TONES[key.status]}>{KEY_WORDS.states[key.status]}</Mark>
                {key.statusReason === null ? null : (
                  <Text size="xs" c="dimmed">
                    {key.statusReason}
                  </Text>
                )}
              </span>
            </td>
            <td data-label={KEY_WORDS.owner}>
              <span>
                {key.owner.kind === 'person' ? (
                  <PersonLink id={key.owner.personId} />
                ) : (
                  <Named of="service_account" id={key.owner.serviceAccountId} />
                )}
                <Text size="xs" c="dimmed" className="one-line">
                  <Named of="team" id={key.teamId} /> · {KEY_WORDS.lanes[key.lane]}
                </Text>
              </span>
            </td>
            <td data-label={KEY_WORDS.may}>
              <Some of={key.scopes.map((scope) => KEY_WORDS.scopes[scope])} />
            </td>
            <td data-label={KEY_WORDS.useCases}>
              {key.allowedUseCaseIds.length === 0 ? KEY_WORDS.anyUseCase : <Some of={key.allowedUseCaseIds} />}
            </td>
            <td data-label={KEY_WORDS.expires}>
              {key.expiresAt === null ? KEY_WORDS.open : <Moment at={key.expiresAt} day />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type KeyStepsProps = { readonly apiKey: Key; readonly onSecret: (secret: string | null) => void };

function KeySteps({ apiKey, onSecret }: KeyStepsProps) {
  const request = { params: { id: apiKey.id }, ifRevision: apiKey.revision } as const;
  if (apiKey.status === 'revoked') return null;
  return (
    <Group gap={6} mt={6}>
      {apiKey.status === 'active' ? (
        <>
          <ChangeKey key={apiKey.revision} apiKey={apiKey} />
          <ReplaceKey apiKey={apiKey} onSecret={onSecret} />
          <ReasonButton
            label={KEY_WORDS.suspend}
            note={KEY_WORDS.suspendNote}
            changes={CHANGES}
            carryOut={(reason, idempotencyKey) =>
              callOperation('suspendApiKey', { ...request, body: { reason }, idempotencyKey })
            }
          />
        </>
      ) : (
        <ReasonButton
          plain
          label={KEY_WORDS.resume}
          note={KEY_WORDS.resumeNote}
          changes={CHANGES}
          carryOut={(_reason, idempotencyKey) =>
            callOperation('resumeApiKey', { ...request, body: {}, idempotencyKey })
          }
        />
      )}
      <ReasonButton
        label={KEY_WORDS.revoke}
        note={KEY_WORDS.revokeNote}
        changes={CHANGES}
        carryOut={(reason, idempotencyKey) =>
          callOperation('revokeApiKey', { ...request, body: { reason }, idempotencyKey })
        }
      />
    </Group>
  );
}
