import { type ControlRefusal, type Fault, refuseFaults } from '../../control/control-refusal.ts';
import type { AssetDefinition } from '../../domain/library/asset.ts';
import { type DecisionContext, inspectTexts } from './decision-handlers.ts';

/** What everybody will read and send holds no key and no password: the places are told, the values are not. */
export function refuseSecrets(
  house: DecisionContext,
  { text, examples }: Pick<AssetDefinition, 'text' | 'examples'>,
): ControlRefusal | undefined {
  const places = [
    { pointer: '/text', text },
    ...examples.flatMap(({ parameters, answer }, at) => [
      { pointer: `/examples/${at}/parameters`, text: Object.values(parameters).join('\n') },
      { pointer: `/examples/${at}/answer`, text: answer },
    ]),
  ];
  const inspected = inspectTexts(
    house,
    places.map((place) => place.text),
  );
  const faults = inspected.flatMap(({ spans }, at): readonly Fault[] =>
    spans
      .filter(({ group }) => group === 'credential')
      .map(({ label, start, end, instead }) => ({
        code: 'rule_broken',
        pointer: places[at]?.pointer ?? '',
        detail: `It holds ${label}, characters ${start + 1} to ${end}. ${instead}`,
      })),
  );
  return refuseFaults(faults);
}
