import { AUTO_MODEL } from '../../domain/catalog/routing-rule.ts';
import type { Face, Model } from '../../domain/catalog/upstream.ts';
import type { UseCaseBinding } from '../../domain/policy/bind-use-case.ts';
import type { Snapshot } from '../../ports/snapshot.ts';

/**
 * The model that a call is decided for: the one it names. Where it asks for `auto`, the reference of its use case, which is
 * the last of the stack that can answer at this API, those first that need no translation; routing may go below it, and where
 * nothing is routed it serves.
 */
export function nameServingModel(
  { models }: Pick<Snapshot, 'models'>,
  binding: UseCaseBinding,
  { face, speaks }: { readonly face: Face; readonly speaks: (model: Model | undefined) => boolean },
): string {
  if (binding.model !== AUTO_MODEL || models.has(AUTO_MODEL)) return binding.model;
  const able = binding.useCase.modelStack.filter((id) => speaks(models.get(id)));
  return able.findLast((id) => models.get(id)?.faces.includes(face)) ?? able.at(-1) ?? binding.model;
}
