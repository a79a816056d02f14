import { NativeSelect, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { PersonField } from '../filters/person-field.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { SOURCE_WORDS } from '../words/source-words.ts';

type Identity = AnswerOf<'listExternalIdentities'>['rows'][number];

const PAGE_ROWS = 30;
const MEANINGS = ['unknown', 'person', 'outsider', 'system'] as const;

/** Whom the system mentions, and who that is here; who is not known yet comes first to mind. */
export function IdentitiesPanel({ id }: { readonly id: string }) {
  const [meaning, setMeaning] = useState<Identity['meaning'] | undefined>(undefined);
  const query = meaning === undefined ? {} : { meaning };
  const identities = useInfiniteQuery({
    queryKey: ['listExternalIdentities', id, query],
    queryFn: ({ pageParam, signal }) =>
      callOperation('listExternalIdentities', {
        params: { id },
        query: { ...query, limit: PAGE_ROWS, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Panel
      title={SOURCE_WORDS.identities}
      note={SOURCE_WORDS.identitiesNote}
      flush
      action={
        <NativeSelect
          size="xs"
          aria-label={SOURCE_WORDS.meaning}
          value={meaning ?? ''}
          data={[
            { value: '', label: SOURCE_WORDS.everyMeaning },
            ...MEANINGS.map((one) => ({ value: one, label: SOURCE_WORDS.meanings[one] })),
          ]}
          onChange={({ currentTarget: { value } }) => setMeaning(MEANINGS.find((one) => one === value))}
        />
      }
    >
      <Paged query={identities} empty={<Empty title={SOURCE_WORDS.noIdentities} />}>
        {(rows) => <IdentityTable rows={rows} sourceId={id} />}
      </Paged>
    </Panel>
  );
}

function IdentityTable({ rows, sourceId }: { readonly rows: readonly Identity[]; readonly sourceId: string }) {
  const may = useMay()('control.write:outcomes');
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{SOURCE_WORDS.account}</th>
          <th>{SOURCE_WORDS.meaning}</th>
          <th>{SOURCE_WORDS.here}</th>
          <th>{SOURCE_WORDS.mentioned}</th>
          {may ? <th>{SOURCE_WORDS.say}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.externalId}>
            <td>
              <bdi>{row.shownAs ?? row.externalId}</bdi>{' '}
              {row.isBot ? <Mark tone="plain">{SOURCE_WORDS.bot}</Mark> : null}
            </td>
            <td data-label={SOURCE_WORDS.meaning}>
              <Mark tone={row.meaning === 'unknown' ? 'warn' : 'plain'}>{SOURCE_WORDS.meanings[row.meaning]}</Mark>
            </td>
            <td data-label={SOURCE_WORDS.here}>{row.personId ?? ''}</td>
            <td data-label={SOURCE_WORDS.mentioned}>{SOURCE_WORDS.factCount(row.facts)}</td>
            {may ? (
              <td data-label={SOURCE_WORDS.say}>
                <SayWho sourceId={sourceId} identity={row} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SayWho({ sourceId, identity }: { readonly sourceId: string; readonly identity: Identity }) {
  const [meaning, setMeaning] = useState<Identity['meaning']>(
    identity.meaning === 'unknown' ? 'person' : identity.meaning,
  );
  const [personId, setPersonId] = useState(identity.personId ?? '');
  return (
    <ReasonButton
      label={SOURCE_WORDS.say}
      note={SOURCE_WORDS.sayNote}
      plain
      isReady={meaning !== 'person' || personId.trim() !== ''}
      fields={
        <Stack gap="sm">
          <NativeSelect
            label={SOURCE_WORDS.meaning}
            value={meaning}
            data={MEANINGS.map((one) => ({ value: one, label: SOURCE_WORDS.meanings[one] }))}
            onChange={({ currentTarget: { value } }) => setMeaning(MEANINGS.find((one) => one === value) ?? 'unknown')}
          />
          {meaning === 'person' ? (
            <PersonField
              label={SOURCE_WORDS.person}
              description={SOURCE_WORDS.personHelp}
              value={personId}
              onChange={setPersonId}
            />
          ) : null}
        </Stack>
      }
      carryOut={() =>
        callOperation('decideExternalIdentity', {
          params: { id: sourceId },
          body: {
            externalId: identity.externalId,
            meaning,
            personId: meaning === 'person' ? personId.trim() : null,
          },
        })
      }
      changes={['listExternalIdentities', 'listSourceDeliveries']}
    />
  );
}
