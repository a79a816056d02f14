import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Share } from '../figures/share.tsx';
import { ScopeWords } from '../names/scope-words.tsx';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { HOME_WORDS } from '../words/home-words.ts';

const SHOWN_FIRST = 8;

/** Tenths from which one is told: nearly gone, and gone. */
const NEARLY_GONE = 8;
const GONE = 10;

function toneOf(usedTenths: number): 'plain' | 'warn' | 'stop' {
  if (usedTenths > GONE) return 'stop';
  return usedTenths > NEARLY_GONE ? 'warn' : 'plain';
}

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
                      {budget.name}{' '}
                      <Text span size="xs" c="dimmed">
                        <ScopeWords of={budget.scope} />
                      </Text>
                    </span>
                    <span className="line-end budget-used">
                      <Share of={budget.usedTenths / 10} tone={toneOf(budget.usedTenths)} />
                      <Text span size="sm">
                        {HOME_WORDS.used(budget.usedTenths)}
                      </Text>
                    </span>
                  </li>
                ))}
              </ul>
              {isWhole || rows.length <= SHOWN_FIRST ? null : (
                <Button variant="default" size="compact-sm" mt="sm" onClick={() => setWhole(true)}>
                  {HOME_WORDS.all(rows.length)}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
