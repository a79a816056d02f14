import type { BudgetException } from '../budget/draw-on-exceptions.ts';
import { isInForce } from '../budget/draw-on-exceptions.ts';
import { type Attribution, isInScope } from '../budget/match-envelopes.ts';
import type { UseCase } from '../catalog/use-case.ts';
import type { DataClass } from '../detection/data-class.ts';

/** A use case that an exception opens for a scope, as gateways know it. */
export type Opening = {
  readonly useCaseId: string;
  readonly modelId: string | null;
  readonly dataClass: DataClass | null;
  /** Whom it is for, until when, and what may be spent under it. */
  readonly budget: BudgetException;
};

/** By the id of the use case. */
export type OpeningsByUseCase = ReadonlyMap<string, readonly Opening[]>;

/** The openings of a use case that are in force for a call at this moment. */
export function openingsFor(
  openings: OpeningsByUseCase,
  call: { readonly attribution: Attribution; readonly useCaseId: string; readonly nowMs: number },
): readonly Opening[] {
  const known = openings.get(call.useCaseId);
  if (known === undefined) return NONE;
  const attribution = { ...call.attribution, useCaseId: call.useCaseId };
  return known.filter(({ budget }) => isInForce(budget, call.nowMs) && isInScope(budget.scope, attribution));
}

const NONE: readonly Opening[] = [];

/** The use case as it is for a call under these openings; the clearance of models and the rules of the policy stay. */
export function widenUseCase<Row extends Pick<UseCase, 'modelStack' | 'allowedDataClasses'>>(
  useCase: Row,
  openings: readonly Opening[],
): Row {
  const models = openings.flatMap(({ modelId }) => modelId ?? []);
  const classes = openings.flatMap(({ dataClass }) => dataClass ?? []);
  if (models.length === 0 && classes.length === 0) return useCase;
  return {
    ...useCase,
    modelStack: [...new Set([...useCase.modelStack, ...models])],
    allowedDataClasses: [...new Set([...useCase.allowedDataClasses, ...classes])],
  };
}

/**
 * Of the openings of a call those without which it would not have gone on: for each of use case, model and data class the one
 * that ends first. What it spends is charged to them.
 */
export function neededOpenings(
  openings: readonly Opening[],
  call: {
    readonly keyAllows: boolean;
    /** As it is without exceptions. */
    readonly useCase: Pick<UseCase, 'modelStack' | 'allowedDataClasses'>;
    readonly modelId: string;
    readonly dataClass: DataClass | null;
  },
): readonly Opening[] {
  const { keyAllows, useCase, modelId, dataClass } = call;
  const needed = new Set<Opening | undefined>();
  if (!useCase.modelStack.includes(modelId)) needed.add(openings.find((one) => one.modelId === modelId));
  if (dataClass !== null && !useCase.allowedDataClasses.includes(dataClass))
    needed.add(openings.find((one) => one.dataClass === dataClass));
  if (!keyAllows && needed.size === 0) needed.add(openings[0]);
  return [...needed].filter((one) => one !== undefined);
}

/**
 * What rules are told, in `context.exceptionIds`: the exception's id, and what it opens in words that a rule can be written
 * for before there is an exception.
 */
export function factsOfOpening({ useCaseId, modelId, dataClass, budget }: Opening): readonly string[] {
  return [
    budget.exceptionId,
    `exception:use-case:${useCaseId}`,
    ...(modelId === null ? [] : [`exception:model:${modelId}`]),
    ...(dataClass === null ? [] : [`exception:data-class:${dataClass}`]),
  ];
}
