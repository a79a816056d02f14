import { Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { DecisionQueue } from '../requests/decision-queue.tsx';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { CONTEST_WORDS } from '../words/contest-words.ts';
import { ContestClock } from './contest-clock.tsx';
import { contestToDecide } from './contest-to-decide.tsx';

type Row = AnswerOf<'listScoreContests'>['rows'][number];

const route = getRouteApi('/contests');
/** More waiting at once than this is a matter for more people, not for a longer page. */
const OPEN_MAX = 100;

export const CONTEST_TONES: Readonly<Record<Row['state'], Tone>> = {
  open: 'warn',
  upheld: 'good',
  rejected: 'plain',
  withdrawn: 'plain',
};

/** Scores that their people say are wrong: a queue with a clock, worked by keyboard, and what was answered. */
export function ContestsPage() {
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const open = useOperation('listScoreContests', { query: { state: 'open', limit: OPEN_MAX } });
  const shown = state ?? 'upheld';
  const answered = usePages('listScoreContests', shown, (page, signal) =>
    callOperation('listScoreContests', { query: { ...page, state: shown }, signal }),
  );
  return (
    <Page title={CONTEST_WORDS.title} lead={CONTEST_WORDS.lead}>
      <Together queries={[open, answered]} lines={12}>
        <Stack gap="md">
          <Panel
            title={CONTEST_WORDS.open}
            note={CONTEST_WORDS.openNote}
            action={<RowsExport of="exportScoreContestsCsv" request={{ query: { state: 'open' } }} />}
          >
            <Loaded query={open} lines={6}>
              {({ rows }) => <OpenContests rows={rows} />}
            </Loaded>
          </Panel>
          <Panel
            title={CONTEST_WORDS.answered}
            flush
            action={
              <Group gap="xs">
                <FilterSelect
                  small
                  label={CONTEST_WORDS.state}
                  all={CONTEST_WORDS.states.upheld}
                  options={{ rejected: CONTEST_WORDS.states.rejected, withdrawn: CONTEST_WORDS.states.withdrawn }}
                  value={state === 'upheld' ? undefined : state}
                  onTake={(wanted) =>
                    void navigate({ search: wanted === undefined ? {} : { state: wanted }, replace: true })
                  }
                />
                <RowsExport of="exportScoreContestsCsv" request={{ query: { state: shown } }} />
              </Group>
            }
          >
            <Paged query={answered} empty={<Empty title={CONTEST_WORDS.noAnswered} />}>
              {(rows) => <AnsweredTable rows={rows} />}
            </Paged>
          </Panel>
        </Stack>
      </Together>
    </Page>
  );
}

function OpenContests({ rows }: { readonly rows: readonly Row[] }) {
  const barred = rows.filter(({ notYou }) => notYou !== null);
  return (
    <Stack gap="xs">
      <DecisionQueue
        decisions={rows.filter(({ notYou }) => notYou === null).map((row) => contestToDecide(row, { hasLink: true }))}
        empty={barred.length > 0 ? null : <Empty title={CONTEST_WORDS.nothing}>{CONTEST_WORDS.nothingWhy}</Empty>}
      />
      {barred.length === 0 ? null : (
        <div>
          <Text size="xs" c="dimmed">
            {CONTEST_WORDS.notYou}
          </Text>
          <ul className="line-list">
            {barred.map((row) => (
              <li key={row.id} className="line">
                <span>
                  <Text size="sm">
                    <Named of="person" id={row.personId} /> · {CONTEST_WORDS.sentence(row.period, row.rule)}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {row.notYou}
                  </Text>
                </span>
                <ContestClock dueAt={row.dueAt} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  );
}

function AnsweredTable({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{CONTEST_WORDS.who}</th>
          <th>{CONTEST_WORDS.about}</th>
          <th>{CONTEST_WORDS.answer}</th>
          <th>{CONTEST_WORDS.by}</th>
          <th>{CONTEST_WORDS.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Named of="person" id={row.personId} />
            </td>
            <td data-label={CONTEST_WORDS.about}>
              <span>
                {row.notYou === null ? (
                  <TextLink to="/contests/$contestId" params={{ contestId: row.id }}>
                    {CONTEST_WORDS.sentence(row.period, row.rule)}
                  </TextLink>
                ) : (
                  CONTEST_WORDS.sentence(row.period, row.rule)
                )}
                <Text size="xs" c="dimmed" dir="auto" maw={420}>
                  “{row.words}”
                </Text>
              </span>
            </td>
            <td data-label={CONTEST_WORDS.answer} dir="auto">
              {row.answer ?? ''}
            </td>
            <td data-label={CONTEST_WORDS.by}>
              {row.decidedAt === null ? null : (
                <span>
                  <bdi>{row.decidedBy}</bdi>
                  <Text size="xs" c="dimmed">
                    <Moment at={row.decidedAt} day />
                  </Text>
                </span>
              )}
            </td>
            <td data-label={CONTEST_WORDS.state}>
              <Mark tone={CONTEST_TONES[row.state]}>{CONTEST_WORDS.states[row.state]}</Mark>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
