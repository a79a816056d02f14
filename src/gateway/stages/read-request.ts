import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import { isRefusal, type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { Dialect, RequestFacts, SpannedBody } from '../../ports/dialect.ts';
import type { Exchange } from '../exchange.ts';
import { scanMembers } from './scan-members.ts';

/** A body as the rest of the path sees it: the bytes as they came, and what was read of them once. */
export type ReadRequest = SpannedBody & {
  readonly kind: 'read';
  readonly facts: RequestFacts;
};

/** Whether a body may be read as it comes. */
export function refuseEncoding(exchange: Pick<Exchange, 'header'>): Refusal | null {
  const encoding = exchange.header('content-encoding');
  if (encoding === undefined || encoding === 'identity') return null;
  return refuse('encoding_unsupported', `The body came as "${encoding.slice(0, 20)}". Send it uncompressed.`);
}

/** What a body says, read once. */
export function understandBody(raw: Uint8Array, dialect: Dialect): ReadRequest | Refusal {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const ascii = isAscii(bytes);
  if (!ascii && !isUtf8(bytes)) return refuse('body_not_json', 'The body is not valid UTF-8.');
  const text = ascii ? bytes.toString('latin1') : bytes.toString('utf8');
  const body = parseObject(text);
  if (isRefusal(body)) return body;
  const spanned = ascii ? text : bytes.toString('latin1');
  const members = scanMembers(spanned);
  if ('duplicate' in members) {
    return refuse(
      'duplicate_member',
      `The member "${members.duplicate.slice(0, 80)}" stands twice in the body. Send it once.`,
    );
  }
  if ('escaped' in members)
    return refuse('body_invalid', 'A top-level member name is written with escapes. Write it plainly.');
  const facts = dialect.readFacts(body);
  return isRefusal(facts)
    ? facts
    : { kind: 'read', raw, text: spanned, ascii, parsed: { value: body }, members, facts };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | Refusal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // V8's message quotes the body, which must not travel; the position alone helps.
    const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    return refuse(
      'body_not_json',
      `The body is not valid JSON${position === undefined ? '' : ` (at character ${position})`}.`,
    );
  }
  return isObject(value) ? value : refuse('body_invalid', 'The body must be a JSON object.');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
