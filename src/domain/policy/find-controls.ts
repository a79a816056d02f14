import type { Model } from '../catalog/upstream.ts';
import type { UseCase } from '../catalog/use-case.ts';
import { DATA_CLASSES, type DataClass, isAbove } from '../detection/data-class.ts';
import type { Expression } from './expression.ts';
import { boundValues } from './index-rules.ts';
import type { PolicyEffect } from './policy-decision.ts';
import type { PolicyRule } from './policy-rule.ts';

/** A rule that can hold for calls of a use case with content of a class. */
export type Control = {
  readonly rule: PolicyRule;
  /** It holds for each of them: it asks for nothing but the use case and the class. */
  readonly always: boolean;
};

/** What a use case and a class of data come to. */
export type ControlledClass = {
  readonly dataClass: DataClass;
  /** Why no call of this class goes on, whatever the rules say. */
  readonly stoppedBy: 'class_not_allowed' | 'no_model' | null;
  /** What the rules that always hold come to; `refuse` as well where it is stopped. */
  readonly effect: PolicyEffect;
  /** Models of the stack that are cleared for the class, in the stack's order. */
  readonly modelIds: readonly string[];
  readonly controls: readonly Control[];
};

/** What is known of a call by its use case and its class; anything else may be so or otherwise. */
const KNOWN = [
  'context.useCase.id',
  'context.useCase.category',
  'context.useCase.tier',
  'context.useCase.allowedDataClasses',
  'context.dataClass',
  'context.key.lane',
] as const;
type Known = Readonly<Record<(typeof KNOWN)[number], readonly (boolean | number | string)[]>>;

/** For each class of data the rules that can hold for a use case, and what they come to. */
export function findControls(
  rules: readonly PolicyRule[],
  useCase: UseCase,
  models: ReadonlyMap<string, Model>,
): readonly ControlledClass[] {
  return DATA_CLASSES.map((dataClass) => {
    const known = knownOf(useCase, dataClass);
    const held = rules.flatMap((rule) => controlOf(rule, known));
    const modelIds = useCase.modelStack.filter((id) => {
      const model = models.get(id);
      return model?.status === 'active' && !isAbove(dataClass, model.clearance.dataClassMax);
    });
    const stoppedBy = useCase.allowedDataClasses.includes(dataClass)
      ? modelIds.length === 0
        ? 'no_model'
        : null
      : 'class_not_allowed';
    // Of a class that is stopped anyway only what is replaced on the way can make another of it.
    const controls = stoppedBy === null ? held : held.filter(({ rule }) => redacts(rule));
    const effect = stoppedBy === null ? strongest(controls) : 'refuse';
    return { dataClass, stoppedBy, effect, modelIds, controls };
  });
}

function knownOf({ id, category, tier, lane, allowedDataClasses }: UseCase, dataClass: DataClass): Known {
  return {
    'context.useCase.id': [id],
    'context.useCase.category': [category],
    'context.useCase.tier': [tier],
    'context.useCase.allowedDataClasses': allowedDataClasses,
    'context.dataClass': [dataClass],
    'context.key.lane': lane === 'both' ? ['exploration', 'production'] : [lane],
  };
}

/** The rule where it can hold. Its shape tells: what cannot be told by it is taken for possible. */
function controlOf(rule: PolicyRule, known: Known): readonly Control[] {
  const parts = conjuncts(rule.condition);
  let always = true;
  for (const part of parts) {
    if (part.kind === 'literal') {
      if (part.value === false) return [];
      continue;
    }
    const told = isLevelKnown(part, known);
    if (told === false) return [];
    if (told === true) continue;
    const path = KNOWN.find((one) => boundValues(part, one) !== undefined);
    if (path === undefined) {
      always = false;
      continue;
    }
    const values = boundValues(part, path) ?? [];
    if (!known[path].some((value) => values.includes(value))) return [];
    // One lane of two: it holds for some of the calls.
    if (path === 'context.key.lane' && !known[path].every((value) => values.includes(value))) always = false;
  }
  return [{ rule, always }];
}

/** `context.dataClassLevel >= 2`, as rules in Cedar ask for a class; undefined where it is anything else. */
function isLevelKnown(part: Expression, known: Known): boolean | undefined {
  if (part.kind !== 'compare') return undefined;
  const { left, right, operator } = part;
  if (left.kind !== 'attribute' || left.path !== 'context.dataClassLevel') return undefined;
  if (right.kind !== 'literal' || typeof right.value !== 'number') return undefined;
  const level = DATA_CLASSES.findIndex((name) => known['context.dataClass'].includes(name));
  const { value } = right;
  switch (operator) {
    case '<':
      return level < value;
    case '<=':
      return level <= value;
    case '>':
      return level > value;
    case '>=':
      return level >= value;
  }
}

function conjuncts(expression: Expression): readonly Expression[] {
  return expression.kind === 'and' ? [...conjuncts(expression.left), ...conjuncts(expression.right)] : [expression];
}

function redacts({ obligations }: PolicyRule): boolean {
  return obligations.some(({ kind }) => kind === 'redact');
}

function strongest(controls: readonly Control[]): PolicyEffect {
  const effects = controls.filter(({ always }) => always).map(({ rule }) => rule.effect);
  return effects.includes('refuse') ? 'refuse' : effects.includes('ask') ? 'ask' : 'allow';
}
