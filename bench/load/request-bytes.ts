import { makeConversation, seededRandom } from './prompt-text.ts';

/** Where requests go and which headers the target asks for. */
export type Address = { readonly port: number; readonly headers: Readonly<Record<string, string>> };

export type RequestShape = {
  readonly model: string;
  readonly bodyBytes: number;
  readonly stream: boolean;
};

/** Returns the next request to write; each holds a number of its own, so that no two prompts are the same. */
export type NextRequest = () => Buffer;

const variants = 32;
const counterDigits = 10;
const counterMark = 'Case 0000000000: ';

/** Requests are made once; only the digits of the counter are written anew each time. */
export function makeRequests(input: {
  readonly address: Address;
  readonly shape: RequestShape;
  readonly firstCounter: number;
}): NextRequest {
  const random = seededRandom(20_260_401 + input.shape.bodyBytes);
  const requests = Array.from({ length: variants }, () => {
    const bytes = requestBytes({ address: input.address, body: makeBody({ shape: input.shape, random }) });
    return { bytes, counterAt: bytes.indexOf(counterMark) + 'Case '.length };
  });
  let counter = input.firstCounter;
  return () => {
    counter += 1;
    const request = requests[counter % variants];
    if (request === undefined) throw new Error('there is a request for each variant');
    request.bytes.write(String(counter).padStart(counterDigits, '0'), request.counterAt, 'latin1');
    return request.bytes;
  };
}

/** A chat completions body of exactly `bodyBytes` bytes. */
export function makeBody(input: { readonly shape: RequestShape; readonly random: () => number }): Buffer {
  const { shape, random } = input;
  const build = (characters: number) => {
    const [system, first, ...rest] = makeConversation({ characters, random });
    const marked = first === undefined ? [] : [{ ...first, content: counterMark + first.content }];
    return {
      model: shape.model,
      messages: [...(system === undefined ? [] : [system]), ...marked, ...rest],
      temperature: 0.2,
      max_completion_tokens: 800,
      ...(shape.stream ? { stream: true } : {}),
    };
  };
  const body = build(Math.floor(shape.bodyBytes * 0.8));
  const missing = shape.bodyBytes - Buffer.byteLength(JSON.stringify(body));
  const last = body.messages.at(-1);
  if (last === undefined || missing < 0) throw new Error(`a body of ${shape.bodyBytes} bytes is too small`);
  const filling = ' Please go through it point by point, and mark what is only a guess.'.repeat(
    Math.ceil(missing / 60),
  );
  const messages = [...body.messages.slice(0, -1), { ...last, content: last.content + filling.slice(0, missing) }];
  return Buffer.from(JSON.stringify({ ...body, messages }));
}

/** The headers that the official OpenAI client for Node sends. */
function requestBytes(input: { readonly address: Address; readonly body: Buffer }): Buffer {
  const headers: Readonly<Record<string, string>> = {
    host: `127.0.0.1:${input.address.port}`,
    connection: 'keep-alive',
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'OpenAI/JS 7.57.0',
    'x-stainless-retry-count': '0',
    'x-stainless-lang': 'js',
    'x-stainless-package-version': '7.57.0',
    'x-stainless-os': 'Linux',
    'x-stainless-arch': 'x64',
    'x-stainless-runtime': 'node',
    'x-stainless-runtime-version': process.version,
    ...input.address.headers,
    'content-length': String(input.body.length),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST /v1/chat/completions HTTP/1.1\r\n${lines.join('')}\r\n`), input.body]);
}
