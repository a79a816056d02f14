import type { Face } from '../../domain/catalog/upstream.ts';
import type { ApiFamily } from './refusal-shape.ts';

/** What a path and method mean to the gateway. */
export type GatewayRoute =
  | { readonly kind: 'call'; readonly face: Face }
  | { readonly kind: 'models' }
  | { readonly kind: 'model'; readonly id: string }
  | { readonly kind: 'method_not_allowed'; readonly allow: string }
  | { readonly kind: 'unknown' };

// biome-ignore format: a table is read down
const CALLS: ReadonlyMap<string, Face> = new Map<string, Face>([
  ['/v1/chat/completions',      'openai-chat'],
  ['/v1/responses',             'openai-responses'],
  ['/v1/embeddings',            'openai-embeddings'],
  ['/v1/messages',              'anthropic-messages'],
  ['/v1/messages/count_tokens', 'anthropic-count-tokens'],
]);

const MODEL_PATH = /^\/v1\/models\/([^?]{1,400})$/;

export function findGatewayRoute(method: string, path: string): GatewayRoute {
  const face = CALLS.get(path);
  if (face !== undefined)
    return method === 'POST' ? { kind: 'call', face } : { kind: 'method_not_allowed', allow: 'POST' };
  if (path === '/v1/models')
    return method === 'GET' ? { kind: 'models' } : { kind: 'method_not_allowed', allow: 'GET' };
  const id = MODEL_PATH.exec(path)?.[1];
  if (id === undefined) return { kind: 'unknown' };
  return method === 'GET' ? { kind: 'model', id } : { kind: 'method_not_allowed', allow: 'GET' };
}

/** Whose error shape a caller understands, when the path alone does not say. */
export function guessFamily(path: string, header: (name: string) => string | undefined): ApiFamily {
  if (path.startsWith('/v1/messages')) return 'anthropic';
  return header('anthropic-version') !== undefined || header('anthropic-beta') !== undefined ? 'anthropic' : 'openai';
}
