import { Stack, Text } from '@mantine/core';
import { namesOf } from '../filters/filter-select.tsx';
import { Facts } from '../states/facts.tsx';
import { FORMULA_WORDS } from '../words/formula-words.ts';
import { FORMULA_FIGURES, type Formula, figureInWords, shownValue } from './formula-figures.ts';

const GROUPS = namesOf(FORMULA_WORDS.groups);

/** A formula from end to end: the weights as a bar, every figure in words. */
export function FormulaText({ formula }: { readonly formula: Formula }) {
  return (
    <Stack gap="sm">
      <WeightBar formula={formula} />
      <div className="figure-facts">
        {GROUPS.filter((group) => group !== 'weights').map((group) => (
          <details key={group} className="model" open={group === 'impact'}>
            <summary>
              <Text component="span" size="sm" fw={600}>
                {FORMULA_WORDS.groups[group]}
              </Text>
            </summary>
            <Facts
              facts={FORMULA_FIGURES[group].map((figure) => [
                FORMULA_WORDS.figures[figure.id],
                figureInWords(figure, shownValue(figure, formula)),
              ])}
            />
          </details>
        ))}
      </div>
    </Stack>
  );
}

/** The four weights beside each other, as wide as they weigh. */
export function WeightBar({ formula }: { readonly formula: Formula }) {
  return (
    <ul className="weights">
      {FORMULA_FIGURES.weights.map((figure) => {
        const weight = figure.read(formula);
        return (
          <li key={figure.id} style={{ flexGrow: Math.max(weight, 1) }}>
            <Text size="xs" c="dimmed">
              {FORMULA_WORDS.figures[figure.id]}
            </Text>
            <Text size="sm" fw={600} className="figures">
              {figureInWords(figure, weight)}
            </Text>
          </li>
        );
      })}
    </ul>
  );
}
