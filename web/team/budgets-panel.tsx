import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { BurnDown } from '../budgets/burn-down-panel.tsx';
import { amountInWords } from '../figures/amounts.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';

type Forecast = AnswerOf<'listForecasts'>['rows'][number];

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
  const spent = rows.filter(isSpentOn);
  const unspent = rows.filter((forecast) => !isSpentOn(forecast));
  return (
    <>
      {spent.length === 0 ? null : (
        <div className={spent.length === 1 ? undefined : 'grid-two'}>
          {spent.map((forecast) => (
            <Panel key={forecast.envelopeId} title={forecast.envelopeName} note={TEAM_WORDS.budgets}>
              <BurnDown forecast={forecast} />
            </Panel>
          ))}
        </div>
      )}
      {unspent.length === 0 ? null : <Unspent forecasts={unspent} />}
    </>
  );
}

/** A picture of nothing says nothing: what nobody has spent on is a line with its limit. */
function Unspent({ forecasts }: { readonly forecasts: readonly Forecast[] }) {
  return (
    <Panel title={TEAM_WORDS.unspent} note={TEAM_WORDS.budgets}>
      <ul className="line-list">
        {forecasts.map(({ envelopeId, envelopeName, limit, unit }) => (
          <li key={envelopeId} className="line">
            <bdi>{envelopeName}</bdi>
            <Text size="sm" c="dimmed" className="line-end figures">
              {TEAM_WORDS.limitOf(amountInWords(limit, unit))}
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function isSpentOn({ burnDown }: Forecast): boolean {
  return burnDown.some(({ spent }) => spent !== null && Number(spent.amount) > 0);
}
