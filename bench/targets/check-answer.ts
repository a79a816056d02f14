import { request } from 'node:http';
import { seededRandom } from '../load/prompt-text.ts';
import { makeBody, type RequestShape } from '../load/request-bytes.ts';
import { chunksPerStream } from '../upstream/upstream-commands.ts';
import type { Target } from './target.ts';

const deadlineMs = 10_000;

/** One call read in full, before any figure is taken: a wrong answer that is fast is worth nothing. */
export async function checkAnswer(input: { readonly target: Target; readonly shape: RequestShape }): Promise<void> {
  const { target, shape } = input;
  const answer = await call(input);
  const say = (what: string) => new Error(`${target.name} ${what}: ${answer.status} ${answer.text.slice(0, 800)}`);
  if (answer.status !== 200) throw say('refused the call');
  if (!shape.stream) {
    if (!/"content":"The renewal/.test(answer.text)) throw say('lost the answer');
    return;
  }
  const events = answer.text.split('\n\n').filter((event) => event.startsWith('data: {'));
  const withChoices = events.filter((event) => !event.includes('"choices":[]')).length;
  if (withChoices !== chunksPerStream) throw say(`passed on ${withChoices} of ${chunksPerStream} events`);
  if (!answer.text.trimEnd().endsWith('data: [DONE]')) throw say('lost the end of the stream');
}

function call(input: {
  readonly target: Target;
  readonly shape: RequestShape;
}): Promise<{ readonly status: number; readonly text: string }> {
  const { target, shape } = input;
  const body = makeBody({ shape, random: seededRandom(7) });
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: target.port,
        path: '/v1/chat/completions',
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/json', ...target.headers, 'content-length': body.length },
        signal: AbortSignal.timeout(deadlineMs),
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
