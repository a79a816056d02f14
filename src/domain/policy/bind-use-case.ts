import type { UseCase } from '../catalog/use-case.ts';
import type { KeyGrant } from '../identity/key-grant.ts';
import { type Opening, widenUseCase } from './opening.ts';
import { type Refusal, refuse } from './refusal.ts';

export type UseCaseClaim = {
  readonly grant: KeyGrant;
  readonly useCases: ReadonlyMap<string, UseCase>;
  readonly isModel: (name: string) => boolean;
  /** What exceptions in force open of a use case for this call; left out where there are none. */
  readonly openingsOf?: ((useCaseId: string) => readonly Opening[]) | undefined;
  /** The header's value, when the client named a use case. */
  readonly header: string | undefined;
  /** The model as the client wrote it: `gpt-x` or `use-case/gpt-x`. */
  readonly model: string;
};

export type UseCaseBinding = {
  readonly kind: 'bound';
  /** With what exceptions open of it. */
  readonly useCase: UseCase;
  readonly openings?: readonly Opening[];
  readonly source: 'key_default' | 'header' | 'model_alias';
  /** The model's name without the alias. */
  readonly model: string;
};

/** Finds the one use case of a call. A hint of the client can only narrow what the key allows. */
export function bindUseCase(claim: UseCaseClaim): UseCaseBinding | Refusal {
  const alias = readAlias(claim);
  const model = alias === undefined ? claim.model : alias.model;
  if (claim.header !== undefined && alias !== undefined && alias.useCaseId !== claim.header) {
    const why = `The header names the use case "${claim.header}" and the model "${claim.model}" another. Name one.`;
    return refuse('use_case_not_allowed', why, ['key.use-cases']);
  }
  const named = claim.header ?? alias?.useCaseId;
  const id = named ?? claim.grant.defaultUseCaseId;
  if (id === null) {
    const why = `This key has no default use case. Name one by the header "tokenward-use-case" or as "use-case/model": ${allowed(claim.grant)}.`;
    return refuse('use_case_missing', why, ['key.use-cases']);
  }
  const useCase = claim.useCases.get(id);
  if (useCase === undefined) {
    return refuse('use_case_unknown', `There is no use case "${id}". This key may use: ${allowed(claim.grant)}.`, [
      'key.use-cases',
    ]);
  }
  const openings = claim.openingsOf?.(id) ?? NO_OPENINGS;
  if (openings.length === 0 && !claim.grant.allowedUseCaseIds.includes(id)) {
    return refuse('use_case_not_allowed', `This key may not use "${id}". It may use: ${allowed(claim.grant)}.`, [
      'key.use-cases',
    ]);
  }
  const bound = { kind: 'bound', useCase, source: sourceOf(claim), model } as const;
  return openings.length === 0 ? bound : { ...bound, useCase: widenUseCase(useCase, openings), openings };
}

const NO_OPENINGS: readonly Opening[] = [];

function sourceOf(claim: UseCaseClaim): UseCaseBinding['source'] {
  if (claim.header !== undefined) return 'header';
  return readAlias(claim) === undefined ? 'key_default' : 'model_alias';
}

/** A model whose own name has a slash is a model, not an alias. */
function readAlias(claim: UseCaseClaim): { readonly useCaseId: string; readonly model: string } | undefined {
  const slash = claim.model.indexOf('/');
  if (slash <= 0 || claim.isModel(claim.model)) return undefined;
  const useCaseId = claim.model.slice(0, slash);
  return claim.useCases.has(useCaseId) ? { useCaseId, model: claim.model.slice(slash + 1) } : undefined;
}

function allowed(grant: KeyGrant): string {
  return grant.allowedUseCaseIds.length === 0 ? 'none' : grant.allowedUseCaseIds.slice(0, 12).join(', ');
}
