import { Group, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import type { Decision } from '../requests/decision.ts';
import { DecisionQueue } from '../requests/decision-queue.tsx';
import { useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { CASE_WORDS } from '../words/case-words.ts';
import { OpenBreachButton } from './open-breach-button.tsx';
import type { Breach } from './use-breaches.ts';

type Open = UseQueryResult<AnswerOf<'listBreaches'>>;

/** Breaches that wait for somebody else than who opened them. */
export function BreachesPanel({ open }: { readonly open: Open }) {
  return (
    <Panel
      title={CASE_WORDS.breaches}
      note={CASE_WORDS.breachesNote}
      action={
        <Group gap="xs">
          <OpenBreachButton />
          <RowsExport of="exportBreachesCsv" request={{ query: { state: 'open' } }} />
        </Group>
      }
    >
      <Loaded query={open} lines={4}>
        {({ rows }) => <OpenBreaches rows={rows} />}
      </Loaded>
    </Panel>
  );
}

function OpenBreaches({ rows }: { readonly rows: readonly Breach[] }) {
  const { person } = useSession();
  const isNear = ({ personId, openedBy }: Breach) => personId === person.id || openedBy === person.id;
  const others = rows.filter(isNear);
  return (
    <>
      <DecisionQueue
        decisions={rows.filter((row) => !isNear(row)).map(breachToDecide)}
        empty={others.length > 0 ? null : <Empty title={CASE_WORDS.noBreaches}>{CASE_WORDS.noBreachesWhy}</Empty>}
      />
      {others.length === 0 ? null : (
        <ul className="line-list">
          {others.map((row) => (
            <li key={row.id} className="line">
              <span>
                <Text size="sm">
                  <Named of="person" id={row.personId} /> · {breachSentence(row)}
                </Text>
                <Text size="xs" c="dimmed" dir="auto">
                  {row.words}
                </Text>
              </span>
              <Text size="xs" c="dimmed" className="line-end" maw={260}>
                {CASE_WORDS.waitsForOther}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function breachSentence({ severity, happenedAt }: Breach): string {
  return CASE_WORDS.breachSentence(CASE_WORDS.severities[severity], momentInWords({ at: happenedAt, day: true }));
}

function breachToDecide(breach: Breach): Decision {
  const { id, personId, words, isSelfReported, openedBy } = breach;
  const decide = (state: 'confirmed' | 'cleared', reason: string) =>
    callOperation('decideBreach', { params: { id }, body: { state, reason } });
  return {
    id,
    kind: CASE_WORDS.breach,
    who: personId,
    sentence: breachSentence(breach),
    why: words,
    facts: [
      [CASE_WORDS.openedBy, openedBy],
      ...(isSelfReported ? ([[CASE_WORDS.report, CASE_WORDS.selfReported]] as const) : []),
    ],
    endsAt: null,
    says: {
      ...{ yes: CASE_WORDS.confirm, no: CASE_WORDS.clear },
      ...{ saidYes: CASE_WORDS.confirmed, saidNo: CASE_WORDS.cleared },
    },
    approval: 'reasoned',
    approve: ({ reason }) => decide('confirmed', reason),
    decline: (reason) => decide('cleared', reason),
    changes: ['listBreaches'],
  };
}
