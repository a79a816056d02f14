import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';

type Models = AnswerOf<'listIncentiveModels'>;

/** The nine models, each with its risk beside what it is best for. */
export function ModelsPanel({ models }: { readonly models: UseQueryResult<Models> }) {
  return (
    <Panel title={PROGRAMME_WORDS.models} note={PROGRAMME_WORDS.modelsNote}>
      <Loaded query={models} lines={9}>
        {({ rows }) => (
          <ul className="line-list">
            {rows.map((model) => (
              <li key={model.id}>
                <details className="model">
                  <summary>
                    <span className="model-words">
                      <Text component="span" fw={500}>
                        {model.name}
                      </Text>
                      <Text component="span" size="sm" c="dimmed">
                        {model.bestFor}
                      </Text>
                      {model.mayReward ? null : <Mark tone="warn">{PROGRAMME_WORDS.notRewarded}</Mark>}
                    </span>
                  </summary>
                  <Facts
                    facts={[
                      [PROGRAMME_WORDS.metric, model.metric],
                      [PROGRAMME_WORDS.risk, model.risk],
                      [PROGRAMME_WORDS.needs, model.preconditions.join(', ').replaceAll('_', ' ')],
                    ]}
                  />
                </details>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
