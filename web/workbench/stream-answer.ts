import type { WorkbenchKey } from './workbench-key.ts';

export type CallMessage = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };

export type CallOrder = {
  readonly model: string;
  readonly useCaseId: string;
  readonly taskId: string;
  /** `id@version`, where the text came from the library. */
  readonly template: string | null;
  readonly messages: readonly CallMessage[];
};

/** Why the gateway refused, as it tells every client. */
export type CallRefusal = {
  readonly code: string;
  readonly message: string;
  readonly alternative: string | null;
  readonly askAt: string | null;
  readonly reference: string | null;
};

export type CallEnd =
  | { readonly kind: 'done'; readonly cut: boolean }
  | { readonly kind: 'refused'; readonly refusal: CallRefusal };

/** Sends a conversation to the gateway as any client would; the answer is told piece by piece. */
export async function streamAnswer(
  { key, order, signal }: { readonly key: WorkbenchKey; readonly order: CallOrder; readonly signal: AbortSignal },
  tell: (piece: string) => void,
): Promise<CallEnd> {
  const response = await fetch('/v1/chat/completions', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key.secret}`,
      'content-type': 'application/json',
      'tokenward-use-case': order.useCaseId,
      'tokenward-task': order.taskId,
      'tokenward-destination': 'workbench',
      ...(order.template === null ? {} : { 'tokenward-template': order.template }),
    },
    body: JSON.stringify({ model: order.model, stream: true, messages: order.messages }),
    credentials: 'omit',
    signal,
  });
  if (!response.ok || response.body === null) return { kind: 'refused', refusal: await refusalOf(response) };
  let cut = true;
  for await (const data of eventsOf(response.body)) {
    if (data === '[DONE]') {
      cut = false;
      continue;
    }
    const event: unknown = JSON.parse(data);
    const failure = memberOf(event, 'error');
    if (failure !== undefined) return { kind: 'refused', refusal: refusalIn(failure, response) };
    const piece = pieceOf(event);
    if (piece !== '') tell(piece);
  }
  return { kind: 'done', cut };
}

/** The data of server-sent events, as they come. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data:')) yield line.slice(5).trim();
  }
}

function pieceOf(event: unknown): string {
  const choices = memberOf(event, 'choices');
  const content = memberOf(memberOf(Array.isArray(choices) ? choices[0] : undefined, 'delta'), 'content');
  return typeof content === 'string' ? content : '';
}

async function refusalOf(response: Response): Promise<CallRefusal> {
  const body: unknown = await response.json().catch(() => undefined);
  return refusalIn(memberOf(body, 'error'), response);
}

function refusalIn(error: unknown, response: Response): CallRefusal {
  const told = memberOf(error, 'tokenward');
  return {
    code: textOf(memberOf(error, 'code')) ?? String(response.status),
    message: textOf(memberOf(error, 'message')) ?? `The answer was ${response.status}, without words.`,
    alternative: textOf(memberOf(told, 'alternative')),
    askAt: textOf(memberOf(told, 'askAt')),
    reference: response.headers.get('x-request-id'),
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
