import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { HOME_WORDS } from '../words/home-words.ts';

const SHOWN_FIRST = 8;

/** What the reader's calls may still cost; where many envelopes hold, those that are nearest to their end. */
export function BudgetsPanel() {
  const budgets = useOperation('readMyBudgets', {});
  const [isWhole, setWhole] = useState(false);
  return (
    <Panel
      title={HOME_WORDS.budgets}
      note={HOME_WORDS.budgetsNote}
      action={<TextLink to="/allowances">{HOME_WORDS.allowances}</TextLink>}
    >
      <Loaded query={budgets} lines={4}>
        {({ budgets: rows }) => {
          if (rows.length === 0) return <Empty title={HOME_WORDS.noBudget}>{HOME_WORDS.noBudgetWhy}</Empty>;
          const nearest = rows.toSorted((one, other) => other.usedTenths - one.usedTenths);
          return (
            <>
              <ul className="line-list">
                {(isWhole ? nearest : nearest.slice(0, SHOWN_FIRST)).map((budget) => (
                  <li key={budget.id} className="line">
                    <span>
                      {budget.name}
                      <Text size="xs" c="dimmed">
                        {budget.scopeInWords}
                      </Text>
                    </span>
                    <Text size="sm" className="line-end">
                      {HOME_WORDS.used(budget.usedTenths)}
                    </Text>
                  </li>
                ))}
              </ul>
              {isWhole || rows.length <= SHOWN_FIRST ? null : (
                <Button variant="default" size="compact-sm" mt="sm" onClick={() => setWhole(true)}>
                  {HOME_WORDS.allBudgets(rows.length)}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
