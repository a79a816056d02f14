import { Text } from '@mantine/core';
import IconCircle from '@tabler/icons-react/dist/esm/icons/IconCircle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { TextLink } from '../shell/links.tsx';
import { TOUR_WORDS } from '../words/tour-words.ts';

type Steps = NonNullable<AnswerOf<'readMyTour'>['houseSteps']>;

const PLACES = [
  ['signIn', '/sign-in-settings'],
  ['people', '/people'],
  ['key', '/keys'],
  ['call', '/tour'],
] as const;

/** What opens a house to others: what is done is said, the rest leads to its page. */
export function HouseSteps({ steps }: { readonly steps: Steps }) {
  return (
    <ul className="house-steps">
      {PLACES.map(([step, to]) => {
        const [name, why] = TOUR_WORDS.firstSteps[step];
        return (
          <li key={step} className="house-step">
            {steps[step] ? (
              <IconCircleCheck size={18} className="step-mark" color="var(--mantine-color-anchor)" aria-hidden />
            ) : (
              <IconCircle size={18} className="step-mark" color="var(--mantine-color-dimmed)" aria-hidden />
            )}
            <span>
              {steps[step] ? (
                <Text span inherit c="dimmed">
                  {name} <span className="sr-only">{TOUR_WORDS.isDone}</span>
                </Text>
              ) : (
                <TextLink to={to}>{name}</TextLink>
              )}
              <Text size="xs" c="dimmed">
                {why}
              </Text>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
