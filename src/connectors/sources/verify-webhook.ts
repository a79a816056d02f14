import { Buffer } from 'node:buffer';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SourceKind } from '../../domain/source/source.ts';
import type { IncomingWebhook, RefusedWebhook } from '../../ports/source-desk.ts';

/** How a webhook was signed, or why it is not believed. */
export type Verification =
  | { readonly kind: 'believed' }
  | { readonly kind: 'refused'; readonly reason: RefusedWebhook; readonly why: string };

type Question = {
  readonly webhook: IncomingWebhook;
  readonly secrets: readonly string[];
  readonly nowMs: number;
  readonly skewMsMax: number;
};

/** How a secret of Standard Webhooks begins. */
const STANDARD_SECRET = 'whsec_';
/** Of a header with several signatures so many are looked at. */
const SIGNATURES_MAX = 10;

/**
 * Whether one of the secrets signed these bytes, by the rules of the system. Where a system signs the time too, it may differ
 * from ours by `skewMsMax`. Signatures are compared in a time that says nothing of them.
 */
export function verifyWebhook(kind: SourceKind, question: Question): Verification {
  if (question.secrets.length === 0)
    return refused('no_secret', 'None of the secrets of this source can be read: look at the server’s environment.');
  switch (kind) {
    case 'github':
      return byHex(question, 'x-hub-signature-256', /^sha256=([0-9a-f]{64})$/i);
    case 'jira':
      return byHex(question, 'x-hub-signature', /^sha256=([0-9a-f]{64})$/i);
    case 'pagerduty':
      return byHex(question, 'x-pagerduty-signature', /^v1=([0-9a-f]{64})$/i);
    case 'zendesk':
      return byZendesk(question);
    case 'incident_io':
    case 'standard_webhooks':
      return byStandard(question);
    case 'gitlab':
      return signsAsStandard(question) ? byStandard(question) : byToken(question, 'x-gitlab-token');
    case 'servicenow':
    case 'cloudevents':
      return signsAsStandard(question) ? byStandard(question) : byToken(question, 'authorization');
  }
}

/** Whoever has such a secret has the system sign: then a token alone is not enough, whoever sends it. */
function signsAsStandard({ secrets }: Question): boolean {
  return secrets.some((secret) => secret.startsWith(STANDARD_SECRET));
}

function byHex({ webhook, secrets }: Question, header: string, form: RegExp): Verification {
  const given = (webhook.header(header) ?? '').split(',').slice(0, SIGNATURES_MAX);
  const signatures = given.flatMap((part) => form.exec(part.trim())?.[1] ?? []);
  if (signatures.length === 0) return refused('unsigned', `There is no signature in the header "${header}".`);
  const signed = secrets.map((secret) => mac(secret, [webhook.body]));
  return anyEqual(
    signatures.map((hex) => Buffer.from(hex, 'hex')),
    signed,
  );
}

/** Base64 of the HMAC over the time as it is written, and the body. */
function byZendesk(question: Question): Verification {
  const { webhook, secrets } = question;
  const signature = webhook.header('x-zendesk-webhook-signature') ?? '';
  const time = webhook.header('x-zendesk-webhook-signature-timestamp') ?? '';
  if (signature === '' || time === '')
    return refused('unsigned', 'There is no signature of Zendesk, or no time with it.');
  const signed = secrets.map((secret) => mac(secret, [Buffer.from(time), webhook.body]));
  const verified = anyEqual([Buffer.from(signature, 'base64')], signed);
  return verified.kind === 'believed' ? checkTime(Date.parse(time), question) : verified;
}

/** Standard Webhooks 1.0: `v1,` and base64 of the HMAC over id, time and body. Svix writes the same under its own names. */
function byStandard(question: Question): Verification {
  const { webhook, secrets } = question;
  const [id, time, signatures] = ['id', 'timestamp', 'signature'].map((name) => standardHeader(webhook, name));
  if (id === undefined || time === undefined || signatures === undefined)
    return refused(
      'unsigned',
      'The headers "webhook-id", "webhook-timestamp" and "webhook-signature" are not all there.',
    );
  const given = signatures.split(' ').slice(0, SIGNATURES_MAX);
  const wanted = given.flatMap((part) => /^v1,(.+)$/.exec(part)?.[1] ?? []).map((text) => Buffer.from(text, 'base64'));
  const head = Buffer.from(`${id}.${time}.`);
  const keys = secrets.filter((secret) => secret.startsWith(STANDARD_SECRET) || !signsAsStandard(question));
  const signed = keys.map((secret) => mac(standardKey(secret), [head, webhook.body]));
  const verified = anyEqual(wanted, signed);
  return verified.kind === 'believed' ? checkTime(Number(time) * 1_000, question) : verified;
}

export function standardHeader(webhook: Pick<IncomingWebhook, 'header'>, name: string): string | undefined {
  return webhook.header(`webhook-${name}`) ?? webhook.header(`svix-${name}`);
}

function standardKey(secret: string): Buffer {
  return Buffer.from(secret.startsWith(STANDARD_SECRET) ? secret.slice(STANDARD_SECRET.length) : secret, 'base64');
}

/** The secret itself, as GitLab before its signing tokens and systems that cannot sign send it. */
function byToken({ webhook, secrets }: Question, header: string): Verification {
  const given = (webhook.header(header) ?? '').replace(/^Bearer +/i, '');
  if (given === '') return refused('unsigned', `There is no token in the header "${header}".`);
  return anyEqual([digest(given)], secrets.map(digest));
}

function checkTime(sentAtMs: number, { nowMs, skewMsMax }: Question): Verification {
  const apartMs = sentAtMs - nowMs;
  if (!(Math.abs(apartMs) <= skewMsMax)) {
    const seconds = Math.round(Math.abs(apartMs) / 1_000);
    const way = apartMs > 0 ? 'after' : 'before';
    const how = Number.isNaN(apartMs) ? 'no moment' : `${seconds} seconds ${way} this server’s clock`;
    return refused(
      'skewed',
      `It was signed at ${how}, and ${skewMsMax / 1_000} are allowed: it is late or replayed, or a clock is wrong.`,
    );
  }
  return { kind: 'believed' };
}

function mac(key: string | Buffer, parts: readonly Uint8Array[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Each against each, so that the time does not say which of the secrets it was. */
function anyEqual(given: readonly Buffer[], wanted: readonly Buffer[]): Verification {
  const equal = given.flatMap((one) =>
    wanted.map((other) => one.byteLength === other.byteLength && timingSafeEqual(one, other)),
  );
  if (equal.includes(true)) return { kind: 'believed' };
  return refused(
    'forged',
    'The signature was not made with a secret of this source, or the body was changed on its way.',
  );
}

function refused(reason: RefusedWebhook, why: string): Verification {
  return { kind: 'refused', reason, why };
}
