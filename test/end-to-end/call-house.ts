/** One call, as a client would make it. Its name stands in its prompt and, as the task, on its record. */
export type HouseCall = {
  readonly address: string;
  readonly key: string;
  readonly name: string;
  readonly face?: 'chat' | 'messages' | 'responses';
  readonly stream?: boolean;
  readonly model?: string;
  /** More members of the body, or others. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

export type HouseAnswer = { readonly status: number; readonly text: string; readonly headers: Headers };

const PATHS = { chat: '/v1/chat/completions', messages: '/v1/messages', responses: '/v1/responses' } as const;
const MODELS = { chat: 'gpt-5.4-mini', messages: 'claude-haiku-4-5', responses: 'gpt-5.4-mini' } as const;

/** The whole answer; throws when the connection breaks before its end. */
export async function callHouse(call: HouseCall): Promise<HouseAnswer> {
  const response = await beginCall(call);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** The answer from its first byte on. */
export function beginCall(call: HouseCall): Promise<Response> {
  const face = call.face ?? 'chat';
  return fetch(call.address + PATHS[face], {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(face === 'messages' ? { 'x-api-key': call.key } : { authorization: `Bearer ${call.key}` }),
      'tokenward-task': call.name,
      ...call.headers,
    },
    body: JSON.stringify({ ...bodyOf(call), ...call.body }),
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  });
}

function bodyOf(call: HouseCall): Record<string, unknown> {
  const face = call.face ?? 'chat';
  const prompt = `This is the call named ${call.name}.`;
  const common = { model: call.model ?? MODELS[face], stream: call.stream ?? false };
  if (face === 'responses') return { ...common, input: prompt };
  const messages = [{ role: 'user', content: prompt }];
  return face === 'chat' ? { ...common, messages } : { ...common, messages, max_tokens: 200 };
}
