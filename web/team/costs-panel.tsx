import { Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { count } from '../figures/counts.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';
import type { TeamBefore } from './use-team-before.ts';

type Costs = AnswerOf<'readOutcomeCosts'>;

type CostsProps = { readonly costs: UseQueryResult<Costs>; readonly before: TeamBefore };

/** What an outcome of the team costs by use case, with where it lies, or why nobody can say. */
export function CostsPanel({ costs, before }: CostsProps) {
  return (
    <Panel title={TEAM_WORDS.costs} note={TEAM_WORDS.costsNote} flush>
      <Loaded query={costs} lines={5}>
        {(data) => (
          <Stack gap={4}>
            {data.useCases.length === 0 && data.withheld === null ? (
              <div className="more">
                <Empty title={TEAM_WORDS.noCosts}>{TEAM_WORDS.noCostsWhy}</Empty>
              </div>
            ) : (
              <CostTable
                useCases={data.useCases}
                withheld={data.withheld}
                many={data.withheldUseCases}
                before={before}
              />
            )}
            {data.isPartial ? <Note>{TEAM_WORDS.partial}</Note> : null}
            {data.withheldUseCases === 0 ? null : <Note>{TEAM_WORDS.withheld(data.withheldUseCases)}</Note>}
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}

function Note({ children }: { readonly children: string }) {
  return (
    <Text size="xs" c="dimmed" className="more">
      {children}
    </Text>
  );
}

type CostTableProps = Pick<Costs, 'useCases' | 'withheld'> & { readonly many: number; readonly before: TeamBefore };

function CostTable({ useCases, withheld, many, before }: CostTableProps) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{TEAM_WORDS.useCase}</th>
            <th className="number">{TEAM_WORDS.outcomes}</th>
            <th className="number">{TEAM_WORDS.whole}</th>
            <th>{TEAM_WORDS.perOutcome}</th>
          </tr>
        </thead>
        <tbody>
          {useCases.map(({ useCaseId, outcomes, stack, perOutcome, sentence }) => (
            <tr key={useCaseId}>
              <td>{useCaseId}</td>
              <td className="number" data-label={TEAM_WORDS.outcomes}>
                {outcomes === null ? TEAM_WORDS.notTold : count(outcomes)}
              </td>
              <td className="number" data-label={TEAM_WORDS.whole}>
                {decimalDollars(stack.wholeDollars)}
                <Compared words={comparedCost(before, useCaseId, stack.wholeDollars)} />
              </td>
              <td data-label={TEAM_WORDS.perOutcome}>
                {perOutcome === null ? (
                  <Text size="sm" c="dimmed" maw={420}>
                    {sentence}
                  </Text>
                ) : (
                  <div>
                    {decimalDollars(perOutcome.dollars)}
                    <Text size="xs" c="dimmed">
                      {TEAM_WORDS.between(
                        decimalDollars(perOutcome.lowDollars),
                        decimalDollars(perOutcome.highDollars),
                      )}
                    </Text>
                  </div>
                )}
              </td>
            </tr>
          ))}
          {withheld === null ? null : (
            <tr>
              <td>
                <Text size="sm" c="dimmed">
                  {TEAM_WORDS.withheldRow(many)}
                </Text>
              </td>
              <td className="number" data-label={TEAM_WORDS.outcomes}>
                {TEAM_WORDS.notTold}
              </td>
              <td className="number" data-label={TEAM_WORDS.whole}>
                {decimalDollars(withheld.wholeDollars)}
              </td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** The same use case in the other time; undefined where it was not told then, or nothing is compared. */
function comparedCost(before: TeamBefore, useCaseId: string, wholeDollars: string): string | undefined {
  const other = before.costs?.useCases.find((row) => row.useCaseId === useCaseId)?.stack.wholeDollars;
  return before.words(Number(wholeDollars), other === undefined ? undefined : Number(other), () =>
    decimalDollars(other ?? '0'),
  );
}

function Compared({ words }: { readonly words: string | undefined }) {
  return words === undefined ? null : (
    <Text size="xs" c="dimmed">
      {words}
    </Text>
  );
}
