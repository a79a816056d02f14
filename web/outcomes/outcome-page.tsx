import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { ofUnit } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { StateMark } from '../validations/state-mark.tsx';
import { VALIDATION_STATES } from '../validations/validation-search.ts';
import { OUTCOME_PAGE_WORDS } from '../words/outcome-page-words.ts';
import { ClaimPanel } from './claim-panel.tsx';
import { PointsPanel } from './outcome-points-panel.tsx';
import { TasksPanel } from './tasks-panel.tsx';

export type Outcome = AnswerOf<'readOutcome'>;

const WORDS = OUTCOME_PAGE_WORDS;
const route = getRouteApi('/outcomes/$outcomeId');

/** One outcome: what was claimed, what it cost and came to, who was asked, and everything told of it. */
export function OutcomePage() {
  const { outcomeId } = route.useParams();
  const outcome = useOperation('readOutcome', { params: { id: outcomeId } });
  const data = outcome.data;
  return (
    <Page
      title={data === undefined ? WORDS.page : WORDS.title(data.typeName, ofUnit(data.amount, data.unit))}
      lead={WORDS.lead}
    >
      <Loaded query={outcome} lines={16}>
        {(one) => (
          <Stack gap="md">
            <ClaimPanel outcome={one} />
            <TasksPanel outcome={one} />
            {one.personId === null ? null : <Known outcome={one} />}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Known({ outcome }: { readonly outcome: Outcome }) {
  return (
    <>
      <PointsPanel outcome={outcome} />
      <Panel title={WORDS.said} note={WORDS.saidNote} flush>
        {outcome.validations.length === 0 ? (
          <div className="more">
            <Empty title={WORDS.nobodySaid} />
          </div>
        ) : (
          <Validations validations={outcome.validations} />
        )}
      </Panel>
      <Panel title={WORDS.history} note={WORDS.historyNote}>
        <ul className="line-list">
          {outcome.history.map((event) => (
            <li key={`${event.at} ${event.sentence}`} className="line">
              <Text size="sm" dir="auto">
                {event.sentence}
              </Text>
              <Text size="xs" c="dimmed" className="line-end">
                <Moment at={event.at} />
              </Text>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

function Validations({ validations }: { readonly validations: Outcome['validations'] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.drawn}</th>
            <th>{WORDS.asked}</th>
            <th>{WORDS.answer}</th>
            <th>{WORDS.when}</th>
          </tr>
        </thead>
        <tbody>
          {validations.map((row) => (
            <tr key={row.id}>
              <td>
                {row.validatorId === null ? WORDS.nobody : <PersonLink id={row.validatorId} />}
                <Text size="xs" c="dimmed" maw={360}>
                  {row.why}
                </Text>
              </td>
              <td data-label={WORDS.asked}>{WORDS.kinds[row.kind]}</td>
              <td data-label={WORDS.answer}>
                <span>
                  <ValidationState state={row.state} />
                  {row.reason === null ? null : (
                    <Text size="xs" c="dimmed" dir="auto" maw={360}>
                      “{row.reason}”
                    </Text>
                  )}
                </span>
              </td>
              <td data-label={WORDS.when}>
                {row.decidedAt === null ? (
                  <span>
                    {WORDS.until} <Moment at={row.dueAt} day />
                  </span>
                ) : (
                  <Moment at={row.decidedAt} day />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ValidationState({ state }: { readonly state: string }) {
  const known = VALIDATION_STATES.find((one) => one === state);
  return known === undefined ? state : <StateMark state={known} />;
}
