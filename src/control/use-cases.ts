import type { UseCase } from '../domain/catalog/use-case.ts';
import { ARCHIVABLE, NO_RULES, type Reference, type RowRules } from './row-rules.ts';

export const useCaseRules: RowRules<'use_case'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'use_case',
  word: 'use case',
  references: referencesOf,
  findBroken,
};

function referencesOf(useCase: UseCase): readonly Reference[] {
  const models = useCase.modelStack.map(
    (id, index): Reference => ({ noun: 'model', id, pointer: `/modelStack/${index}` }),
  );
  if (useCase.ownerPersonId === null) return models;
  return [{ noun: 'person', id: useCase.ownerPersonId, pointer: '/ownerPersonId' }, ...models];
}

function findBroken(useCase: UseCase): { readonly pointer: string; readonly detail: string } | undefined {
  if (new Set(useCase.modelStack).size < useCase.modelStack.length) {
    return { pointer: '/modelStack', detail: 'The model stack names a model twice.' };
  }
  if (useCase.tier === 3 && useCase.ownerPersonId === null) {
    return { pointer: '/ownerPersonId', detail: 'A use case of tier 3 needs an owner.' };
  }
  return findBrokenRouting(useCase);
}

/** What a rule names stands in the stack: nothing is ever routed outside it. */
function findBrokenRouting({ routing, modelStack }: UseCase) {
  if (routing === null) return undefined;
  const { canary, shadow, templateModels, mode } = routing;
  if (canary !== null && !modelStack.includes(canary.modelId)) {
    return { pointer: '/routing/canary/modelId', detail: `The stack has no "${canary.modelId}".` };
  }
  const foreign = Object.entries(templateModels).find(([, modelId]) => !modelStack.includes(modelId));
  if (foreign !== undefined) {
    return { pointer: `/routing/templateModels/${foreign[0]}`, detail: `The stack has no "${foreign[1]}".` };
  }
  if (mode !== 'off' && modelStack.length < 2 && (mode === 'on' || shadow !== null)) {
    return {
      pointer: '/routing/mode',
      detail: 'There is nothing to route between: the stack has fewer than two models.',
    };
  }
  return undefined;
}
