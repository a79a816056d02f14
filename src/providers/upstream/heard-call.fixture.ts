import type { Upstream } from '../../domain/catalog/upstream.ts';
import type {
  UpstreamCall,
  UpstreamCaller,
  UpstreamFailure,
  UpstreamHead,
  UpstreamListener,
} from '../../ports/upstream.ts';

/** All that a listener heard of one call. */
export type Heard = {
  readonly heads: UpstreamHead[];
  readonly chunks: Uint8Array[];
  readonly failures: UpstreamFailure[];
  ends: number;
  readonly text: () => string;
};

export type HeardCall = { readonly call: UpstreamCall; readonly heard: Heard; readonly over: Promise<Heard> };

/** Makes a call and writes down what its listener hears; `over` resolves at its end, however it ends. */
export function hear(
  caller: UpstreamCaller,
  request: { readonly upstream: Upstream; readonly body: object; readonly path?: string; readonly headers?: string[] },
  onData: (chunk: Uint8Array) => void = () => {},
): HeardCall {
  const heard: Heard = {
    heads: [],
    chunks: [],
    failures: [],
    ends: 0,
    text: () => Buffer.concat(heard.chunks).toString('utf8'),
  };
  const { promise, resolve } = Promise.withResolvers<Heard>();
  const listener: UpstreamListener = {
    head: (head) => heard.heads.push(head),
    data: (chunk) => {
      heard.chunks.push(chunk);
      onData(chunk);
    },
    end: () => {
      heard.ends += 1;
      resolve(heard);
    },
    fail: (failure) => {
      heard.failures.push(failure);
      resolve(heard);
    },
  };
  const call = caller.call(
    {
      upstream: request.upstream,
      method: 'POST',
      path: request.path ?? '/chat/completions',
      headers: request.headers ?? ['content-type', 'application/json'],
      body: Buffer.from(JSON.stringify(request.body)),
    },
    listener,
  );
  return { call, heard, over: promise };
}

/** A row for tests; short waits, no key. */
export function upstreamRow(baseUrl: string, changes: Partial<Upstream> = {}): Upstream {
  return {
    id: 'upstream-1',
    kind: 'openai-compatible',
    baseUrl: `${baseUrl}/v1`,
    key: { kind: 'none' },
    apiVersion: null,
    connectTimeoutMs: 500,
    firstByteTimeoutMs: 200,
    idleTimeoutMs: 200,
    concurrencyMax: 4,
    region: null,
    status: 'active',
    ...changes,
  };
}

export function question(model: string, stream = false): object {
  return { model, stream, messages: [{ role: 'user', content: 'How do tides work?' }] };
}
