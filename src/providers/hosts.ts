import type { Upstream, UpstreamKind } from '../domain/catalog/upstream.ts';

/** What differs between kinds of host: the header that carries the key, headers it insists on, where its API begins. */
export type Host = {
  readonly keyHeader: string;
  readonly keyPrefix: string;
  /** Sent where the client sent none of that name: [name, value, …]. */
  readonly defaultHeaders: readonly string[];
  readonly path: (upstream: Upstream, endpoint: Endpoint, model: string) => string;
};

export type Endpoint = '/chat/completions' | '/responses' | '/embeddings' | '/messages' | '/messages/count_tokens';

// Base URLs of the OpenAI kinds end in `/v1`, Anthropic's does not: its clients are configured that way.
export const HOSTS: { readonly [K in UpstreamKind]: Host } = {
  openai: {
    keyHeader: 'authorization',
    keyPrefix: 'Bearer ',
    defaultHeaders: [],
    path: (_upstream, endpoint) => endpoint,
  },
  'openai-compatible': {
    keyHeader: 'authorization',
    keyPrefix: 'Bearer ',
    defaultHeaders: [],
    path: (_upstream, endpoint) => endpoint,
  },
  anthropic: {
    keyHeader: 'x-api-key',
    keyPrefix: '',
    defaultHeaders: ['anthropic-version', '2023-06-01'],
    path: (_upstream, endpoint) => `/v1${endpoint}`,
  },
  'azure-openai': {
    keyHeader: 'api-key',
    keyPrefix: '',
    defaultHeaders: [],
    path: azurePath,
  },
};

/** The path to be appended to the upstream's base URL, query included. */
export function pathAt(upstream: Upstream, endpoint: Endpoint, model: string): string {
  return HOSTS[upstream.kind].path(upstream, endpoint, model);
}

/**
 * Azure has two faces. Without a dated `apiVersion`: the v1 API, whose model is the deployment named in the body. With
 * one: the older paths, with the deployment in the path (all but responses). Source: Microsoft Learn, "Azure OpenAI in
 * Azure AI Foundry Models API lifecycle", read November 2026. The base URL may be the resource or end in `/openai/v1`.
 */
function azurePath(upstream: Upstream, endpoint: Endpoint, model: string): string {
  const version = upstream.apiVersion;
  const dated = version !== null && /^\d{4}-/.test(version);
  const baseIsV1 = upstream.baseUrl.endsWith('/openai/v1');
  if (!dated || baseIsV1) {
    const query = version === 'preview' ? '?api-version=preview' : '';
    return `${baseIsV1 ? '' : '/openai/v1'}${endpoint}${query}`;
  }
  const deployment = endpoint === '/responses' ? '' : `/deployments/${encodeURIComponent(model)}`;
  return `/openai${deployment}${endpoint}?api-version=${encodeURIComponent(version)}`;
}
