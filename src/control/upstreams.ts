import type { Upstream } from '../domain/catalog/upstream.ts';
import { NO_RULES, type RowRules } from './row-rules.ts';

/** An upstream is suspended and never archived: models name it, and it may come back. */
export const upstreamRules: RowRules<'upstream'> = {
  ...NO_RULES,
  noun: 'upstream',
  word: 'upstream',
  isArchived: () => false,
  retire: (upstream) => (upstream.status === 'suspended' ? upstream : { ...upstream, status: 'suspended' }),
  restore: (upstream) => ({ ...upstream, status: 'active' }),
  findBroken,
};

function findBroken(upstream: Upstream): { readonly pointer: string; readonly detail: string } | undefined {
  const endsInV1 = /\/v1$/.test(upstream.baseUrl);
  switch (upstream.kind) {
    case 'anthropic':
      return endsInV1
        ? {
            pointer: '/baseUrl',
            detail: 'The base URL of an Anthropic upstream does not end in /v1: leave that part out.',
          }
        : undefined;
    case 'azure-openai':
      return upstream.apiVersion === null
        ? { pointer: '/apiVersion', detail: 'An Azure upstream needs an API version.' }
        : undefined;
    case 'openai':
    case 'openai-compatible':
      return undefined;
  }
}
