import { Group, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { TextLink } from '../shell/links.tsx';
import { useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { CONTENT_WORDS } from '../words/content-words.ts';
import { scopeInWords } from './scope-fields.tsx';

type Access = AnswerOf<'readContentAccess'>;

const TONES: Readonly<Record<Access['state'], Tone>> = {
  waiting: 'warn',
  granted: 'good',
  refused: 'stop',
  ended: 'plain',
};

export const useRequests = () =>
  usePages('listContentAccess', {}, (page, signal) => callOperation('listContentAccess', { query: page, signal }));

/** Who asked to read what, and what became of it; another person decides here. */
export function RequestsPanel({ requests }: { readonly requests: ReturnType<typeof useRequests> }) {
  return (
    <Panel title={CONTENT_WORDS.requests} flush>
      <Paged query={requests} empty={<Empty title={CONTENT_WORDS.noRequest} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{CONTENT_WORDS.who}</th>
                <th>{CONTENT_WORDS.scope}</th>
                <th>{CONTENT_WORDS.purpose}</th>
                <th>{CONTENT_WORDS.state}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((access) => (
                <RequestRow key={access.id} access={access} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function RequestRow({ access }: { readonly access: Access }) {
  const { person } = useSession();
  const isOwn = access.requesterKind === 'person' && access.requesterId === person.id;
  return (
    <tr>
      <td>
        <bdi>{access.requesterId}</bdi>
        <Text size="xs" c="dimmed">
          <Moment at={access.createdAt} />
        </Text>
      </td>
      <td data-label={CONTENT_WORDS.scope}>{scopeInWords(access)}</td>
      <td data-label={CONTENT_WORDS.purpose}>
        <span>
          {CONTENT_WORDS.purposes[access.purpose]} · {CONTENT_WORDS.forMinutes(access.minutes)}
          <Text size="xs" c="dimmed" dir="auto">
            “{access.reason}”
          </Text>
        </span>
      </td>
      <td data-label={CONTENT_WORDS.state}>
        <span>
          <Mark tone={TONES[access.state]}>{CONTENT_WORDS.states[access.state]}</Mark>{' '}
          {access.state === 'granted' && access.grantedUntil !== null ? (
            <Text span size="xs" c="dimmed">
              {CONTENT_WORDS.until} <Moment at={access.grantedUntil} />
            </Text>
          ) : null}
          {access.state === 'granted' && isOwn ? (
            <TextLink to="/content" search={{ access: access.id }} display="block">
              {CONTENT_WORDS.look}
            </TextLink>
          ) : null}
          {access.state === 'waiting' && !isOwn ? <Decide id={access.id} /> : null}
        </span>
      </td>
    </tr>
  );
}

function Decide({ id }: { readonly id: string }) {
  const decide = (grant: boolean) => (reason: string, idempotencyKey: string) =>
    callOperation('decideContentAccess', {
      params: { id },
      body: { grant, reason: reason === '' ? null : reason },
      idempotencyKey,
    });
  return (
    <Group gap={6} mt={6}>
      <ReasonButton
        filled
        isOptional
        label={CONTENT_WORDS.grant}
        note={CONTENT_WORDS.grantNote}
        changes={['listContentAccess']}
        carryOut={decide(true)}
      />
      <ReasonButton
        label={CONTENT_WORDS.refuse}
        note={CONTENT_WORDS.refuseNote}
        changes={['listContentAccess']}
        carryOut={decide(false)}
      />
    </Group>
  );
}
