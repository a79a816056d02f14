import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { sign, verify } from '@octokit/webhooks-methods';
import { Webhook } from 'standardwebhooks';
import type { SourceKind } from '../../domain/source/source.ts';
import { verifyWebhook } from './verify-webhook.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const SECRET = 'it is a secret of this test';
const STANDARD = `whsec_${Buffer.from('a key of thirty-two bytes, or so').toString('base64')}`;
const BODY = '{"what":"Grüße 🙂"}';

const hex = (text: string) => createHmac('sha256', SECRET).update(text).digest('hex');
const base64 = (text: string) => createHmac('sha256', SECRET).update(text).digest('base64');

type Sent = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly secrets?: readonly string[];
  readonly nowMs?: number;
};

function verified(kind: SourceKind, { headers, body = BODY, secrets = [SECRET], nowMs = NOW_MS }: Sent): string {
  const webhook = { header: (name: string) => headers[name], body: Buffer.from(body) };
  const found = verifyWebhook(kind, { webhook, secrets, nowMs, skewMsMax: 300_000 });
  return found.kind === 'believed' ? 'believed' : found.reason;
}

const standardHeaders = (prefix: 'webhook' | 'svix', secret = STANDARD, at = new Date(NOW_MS)) => ({
  [`${prefix}-id`]: 'm-1',
  [`${prefix}-timestamp`]: String(Math.floor(at.getTime() / 1_000)),
  [`${prefix}-signature`]: `v1,${'A'.repeat(43)}= ${new Webhook(secret).sign('m-1', at, BODY)}`,
});
const zendesk = (time: string) => ({
  'x-zendesk-webhook-signature': base64(time + BODY),
  'x-zendesk-webhook-signature-timestamp': time,
});

// kind, what is sent, and what is thought of it
const table: readonly (readonly [string, SourceKind, Sent, string])[] = [
  ['signed by hand', 'github', { headers: { 'x-hub-signature-256': `sha256=${hex(BODY)}` } }, 'believed'],
  [
    'signed with the former secret',
    'github',
    { headers: { 'x-hub-signature-256': `sha256=${hex(BODY)}` }, secrets: ['new', SECRET] },
    'believed',
  ],
  [
    'changed on its way',
    'github',
    { headers: { 'x-hub-signature-256': `sha256=${hex(BODY)}` }, body: `${BODY} ` },
    'forged',
  ],
  ['signed with SHA-1 alone', 'github', { headers: { 'x-hub-signature': `sha1=${'0'.repeat(40)}` } }, 'unsigned'],
  ['without a secret that can be read', 'github', { headers: {}, secrets: [] }, 'no_secret'],
  ['as WebSub signs', 'jira', { headers: { 'x-hub-signature': `sha256=${hex(BODY)}` } }, 'believed'],
  ['with a weaker method', 'jira', { headers: { 'x-hub-signature': `sha1=${'0'.repeat(40)}` } }, 'unsigned'],
  [
    'with one of two signatures',
    'pagerduty',
    { headers: { 'x-pagerduty-signature': `v1=${'0'.repeat(64)},v1=${hex(BODY)}` } },
    'believed',
  ],
  [
    'with none of two signatures',
    'pagerduty',
    { headers: { 'x-pagerduty-signature': `v1=${'0'.repeat(64)},v1=${'1'.repeat(64)}` } },
    'forged',
  ],
  ['signed with its time', 'zendesk', { headers: zendesk('2026-11-20T12:00:00Z') }, 'believed'],
  ['replayed after an hour', 'zendesk', { headers: zendesk('2026-11-20T11:00:00Z') }, 'skewed'],
  [
    'with another time than was signed',
    'zendesk',
    {
      headers: { ...zendesk('2026-11-20T11:00:00Z'), 'x-zendesk-webhook-signature-timestamp': '2026-11-20T12:00:00Z' },
    },
    'forged',
  ],
  [
    'by Standard Webhooks',
    'standard_webhooks',
    { headers: standardHeaders('webhook'), secrets: [STANDARD] },
    'believed',
  ],
  ['under the names of Svix', 'incident_io', { headers: standardHeaders('svix'), secrets: [STANDARD] }, 'believed'],
  [
    'six minutes early',
    'standard_webhooks',
    { headers: standardHeaders('webhook'), secrets: [STANDARD], nowMs: NOW_MS - 360_000 },
    'skewed',
  ],
  [
    'four minutes late',
    'standard_webhooks',
    { headers: standardHeaders('webhook'), secrets: [STANDARD], nowMs: NOW_MS + 240_000 },
    'believed',
  ],
  [
    'with a time that is none',
    'standard_webhooks',
    { headers: { ...standardHeaders('webhook'), 'webhook-timestamp': 'now' }, secrets: [STANDARD] },
    'forged',
  ],
  ['by token', 'gitlab', { headers: { 'x-gitlab-token': SECRET } }, 'believed'],
  ['by another token', 'gitlab', { headers: { 'x-gitlab-token': `${SECRET}!` } }, 'forged'],
  ['signed', 'gitlab', { headers: standardHeaders('webhook'), secrets: [STANDARD] }, 'believed'],
  [
    'by token alone where it signs',
    'gitlab',
    { headers: { 'x-gitlab-token': STANDARD }, secrets: [STANDARD] },
    'unsigned',
  ],
  [
    'by a former token where it signs now',
    'gitlab',
    { headers: { 'x-gitlab-token': SECRET }, secrets: [STANDARD, SECRET] },
    'unsigned',
  ],
  ['with a bearer', 'servicenow', { headers: { authorization: `Bearer ${SECRET}` } }, 'believed'],
  ['with nothing', 'cloudevents', { headers: {} }, 'unsigned'],
];
for (const [what, kind, sent, expected] of table)
  test(`a message of ${kind} ${what} is ${expected}`, () => assert.equal(verified(kind, sent), expected));

test('whatever GitHub’s official library signs is believed, and it believes whatever is believed here', async () => {
  for (const body of ['{}', BODY, JSON.stringify({ text: 'x'.repeat(100_000) })]) {
    const signature = await sign(SECRET, body);
    assert.equal(verified('github', { headers: { 'x-hub-signature-256': signature }, body }), 'believed');
    assert.equal(await verify(SECRET, body, `sha256=${hex(body)}`), true);
  }
});

test('signatures are over bytes: what is no text is not believed as the text that it would be read as', () => {
  const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]);
  const asText = bytes.toString('utf8');
  const headers = { 'x-hub-signature-256': `sha256=${hex(asText)}` };
  assert.equal(verified('github', { headers, body: bytes }), 'forged');
});

test('the official library of Standard Webhooks believes what is believed here', () => {
  const at = new Date();
  const key = Buffer.from(STANDARD.slice('whsec_'.length), 'base64');
  const seconds = Math.floor(at.getTime() / 1_000);
  const signature = `v1,${createHmac('sha256', key).update(`m-1.${seconds}.${BODY}`).digest('base64')}`;
  const headers = { 'webhook-id': 'm-1', 'webhook-timestamp': String(seconds), 'webhook-signature': signature };
  assert.equal(verified('standard_webhooks', { headers, secrets: [STANDARD], nowMs: at.getTime() }), 'believed');
  assert.deepEqual(new Webhook(STANDARD).verify(BODY, headers), JSON.parse(BODY));
});
