import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { BurnDown } from '../budgets/burn-down-panel.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';

/** Each budget of the team with what it was spent on day by day, and what it will come to. */
export function BudgetsPanel({ forecasts }: { readonly forecasts: UseQueryResult<AnswerOf<'listForecasts'>> }) {
  const rows = forecasts.data?.rows ?? [];
  if (forecasts.data === undefined || rows.length === 0) {
    return (
      <Panel title={TEAM_WORDS.budgets}>
        <Loaded query={forecasts} lines={4}>
          {() => <Empty title={TEAM_WORDS.noBudgets}>{TEAM_WORDS.noBudgetsWhy}</Empty>}
        </Loaded>
      </Panel>
    );
  }
  return (
    <div className={rows.length === 1 ? undefined : 'grid-two'}>
      {rows.map((forecast) => (
        <Panel key={forecast.envelopeId} title={forecast.envelopeName} note={TEAM_WORDS.budgets}>
          <BurnDown forecast={forecast} />
        </Panel>
      ))}
    </div>
  );
}
