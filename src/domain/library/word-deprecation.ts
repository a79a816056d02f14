import type { Asset } from './asset.ts';

/** What whoever still uses it is told; null where there is nothing to tell. */
export function wordDeprecation({ id, deprecation }: Pick<Asset, 'id' | 'deprecation'>): string | null {
  if (deprecation === null) return null;
  const { reason, successorId } = deprecation;
  const instead = successorId === null ? '' : ` Use "${successorId}" instead.`;
  return `"${id}" is deprecated: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}${instead}`;
}
