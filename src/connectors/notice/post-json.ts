import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { SendResult } from '../../ports/notice-channel.ts';
import { isPublicAddress, lookUpPublic, PrivateAddressError } from './guarded-lookup.ts';

// Imported, it would bring all of fetch with it, three megabytes that nothing here uses.
const { request: requestHttp } = process.getBuiltinModule('node:http');

export type Posting = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** False: plain HTTP and addresses that are not public are refused. */
  readonly allowPrivate: boolean;
};

/** From the first packet to the last byte of the answer. */
const WAIT_MAX_MS = 10_000;
/** Of an answer nothing but its status matters. */
const ANSWER_BYTES_MAX = 65_536;
const RETRY_AFTER_MAX_MS = 86_400_000;

/**
 * Posts JSON once and says what came of it. Nothing is followed: a redirect could lead where the address must not. What is
 * told of a failure holds neither the address, which may be a secret itself, nor anything of the answer.
 */
export function postJson({ url, headers, body, allowPrivate }: Posting): Promise<SendResult> {
  if (!URL.canParse(url)) return Promise.resolve(failed('the address is no URL', { isFinal: true }));
  const target = new URL(url);
  const refused = allowPrivate ? undefined : whyRefused(target);
  if (refused !== undefined) return Promise.resolve(failed(refused, { isFinal: true }));
  const bytes = Buffer.from(body, 'utf8');
  const options = {
    method: 'POST',
    agent: false,
    signal: AbortSignal.timeout(WAIT_MAX_MS),
    headers: {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
      'user-agent': 'Tokenward',
    },
    ...(allowPrivate ? {} : { lookup: lookUpPublic }),
  } as const;
  return new Promise((resolve) => {
    const ask = target.protocol === 'https:' ? requestHttps : requestHttp;
    const asked = ask(target, options, (answer) => {
      let seen = 0;
      answer.on('data', (chunk: Buffer) => {
        seen += chunk.length;
        if (seen > ANSWER_BYTES_MAX) answer.destroy();
      });
      answer.on('close', () => resolve(resultOf(answer.statusCode ?? 0, answer.headers['retry-after'])));
      answer.on('error', () => undefined);
    });
    asked.on('error', (error: Error) =>
      resolve(failed(whyFailed(error), { isFinal: error instanceof PrivateAddressError })),
    );
    asked.end(bytes);
  });
}

function whyRefused({ protocol, hostname }: URL): string | undefined {
  if (protocol !== 'https:') return 'only https is spoken with others (allowPrivateAddresses permits http)';
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) return PRIVATE;
  return undefined;
}

const PRIVATE = 'the address is not a public one (allowPrivateAddresses permits it)';

function whyFailed(error: Error): string {
  if (error instanceof PrivateAddressError) return PRIVATE;
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return `no answer within ${WAIT_MAX_MS / 1_000} seconds`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `the connection failed (${code})`;
}

/** 410 says that nobody wants it any more; of all else a later try may go better, and a person may mend what is wrong. */
function resultOf(status: number, retryAfter: string | undefined): SendResult {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const why =
    status >= 300 && status < 400 ? `it answered ${status}, and redirects are not followed` : `it answered ${status}`;
  return { ...failed(why, { isFinal: status === 410 }), retryAfterMs: toMs(retryAfter) };
}

/** Seconds; a date is left alone, since the schedule waits long enough. */
function toMs(retryAfter: string | undefined): number | null {
  if (retryAfter === undefined || !/^\d{1,6}$/.test(retryAfter)) return null;
  return Math.min(RETRY_AFTER_MAX_MS, Number(retryAfter) * 1_000);
}

function failed(why: string, { isFinal }: { readonly isFinal: boolean }) {
  return { kind: 'failed', why, retryAfterMs: null, isFinal } as const;
}
