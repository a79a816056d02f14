/** What the fake upstream says, made once: OpenAI's shapes, framed and ready to be written. */
export type AnswerBytes = {
  readonly json: Buffer;
  /** The head with the first event, then one buffer an event. */
  readonly stream: readonly Buffer[];
  readonly streamUsage: Buffer;
  readonly streamEnd: Buffer;
  /** A big event of a stream that nobody finishes reading. */
  readonly flood: Buffer;
};

const sentences = [
  'The renewal is due at the end of the quarter, and two of the three open points are settled.',
  'What remains is the notice period: the draft says ninety days where the frame contract says sixty.',
  'I would ask for the sixty days back and offer a yearly review instead, which costs neither side much.',
  'The migration itself can start before the signature, since the test system is not part of the contract.',
  'Please check the figures in the second table again; the total does not match the rows above it.',
];
const id = 'chatcmpl-B7aPq0vJx2mZ4sK9dTnWcYfE1uGhR';
const created = 1_790_000_000;
const model = 'gpt-5-mini-2026-02-10';
const usage = {
  prompt_tokens: 512,
  completion_tokens: 97,
  total_tokens: 609,
  prompt_tokens_details: { cached_tokens: 128, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};

export function makeAnswerBytes(input: { readonly chunksPerStream: number }): AnswerBytes {
  const events = streamEvents(input.chunksPerStream).map(chunkFrame);
  const [first = Buffer.alloc(0), ...others] = events;
  return {
    json: jsonAnswer(),
    stream: [
      Buffer.concat([head('content-type: text/event-stream; charset=utf-8', 'transfer-encoding: chunked'), first]),
      ...others,
    ],
    streamUsage: chunkFrame(event({ choices: [], usage })),
    streamEnd: Buffer.concat([chunkFrame('data: [DONE]\n\n'), Buffer.from('0\r\n\r\n')]),
    flood: chunkFrame(event({ choices: [choice({ delta: { content: sentences.join(' ').repeat(32) } })] })),
  };
}

function streamEvents(chunks: number): readonly string[] {
  const words = sentences.join(' ').split(' ');
  const middle = Array.from({ length: chunks - 2 }, (_, index) => {
    const content = `${words[(2 * index) % words.length]} ${words[(2 * index + 1) % words.length]} `;
    return event({ choices: [choice({ delta: { content } })] });
  });
  const opening = event({ choices: [choice({ delta: { role: 'assistant', content: '', refusal: null } })] });
  const closing = event({ choices: [choice({ delta: {}, finishReason: 'stop' })] });
  return [opening, ...middle, closing];
}

function jsonAnswer(): Buffer {
  const body = JSON.stringify({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: sentences.join(' '), refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage,
    service_tier: 'default',
    system_fingerprint: null,
  });
  const length = Buffer.byteLength(body);
  return Buffer.concat([head('content-type: application/json', `content-length: ${length}`), Buffer.from(body)]);
}

function head(...lines: readonly string[]): Buffer {
  const more = ['openai-version: 2020-10-01', 'openai-processing-ms: 412', 'x-request-id: req_5f0c1b7d2e9a'];
  return Buffer.from(`HTTP/1.1 200 OK\r\n${[...lines, ...more].join('\r\n')}\r\n\r\n`);
}

function choice(input: { readonly delta: object; readonly finishReason?: string }): object {
  return { index: 0, delta: input.delta, logprobs: null, finish_reason: input.finishReason ?? null };
}

function event(content: object): string {
  const base = { id, object: 'chat.completion.chunk', created, model, service_tier: 'default' };
  return `data: ${JSON.stringify({ ...base, system_fingerprint: null, ...content })}\n\n`;
}

function chunkFrame(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}
