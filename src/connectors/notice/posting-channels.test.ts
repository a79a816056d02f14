import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { openReceiver, type Receiver } from '../../../test/fakes/http-receiver.ts';
import type { NoticeChannel } from '../../ports/notice-channel.ts';
import { SecretMissingError } from './channel-base.ts';
import { createSlackChannel, createTeamsChannel } from './chat-channels.ts';
import { sampleNotice } from './sample-notice.fixture.ts';
import { createWebhookChannel, type WebhookOptions } from './webhook-channel.ts';

const SECRET = `whsec_${Buffer.from('a secret of the test, 24+ bytes').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('the former secret of the test..').toString('base64')}`;
const base = { name: 'ops', kinds: null, envelopeIds: null } as const;

describe('channels that post', () => {
  let receiver: Receiver;
  before(async () => {
    receiver = await openReceiver();
  });
  beforeEach(() => {
    receiver.answers.length = 0;
  });
  after(() => receiver.close());

  const webhook = (changes: Partial<WebhookOptions> = {}): NoticeChannel =>
    createWebhookChannel({
      ...{ base, allowPrivate: true, url: () => receiver.url, secret: () => SECRET, formerSecret: null },
      ...changes,
    });
  const send = (channel: NoticeChannel, notice = sampleNotice()) =>
    channel.send({ notice, recipients: [], nowMs: Date.now() });
  const last = () => {
    const one = receiver.received.at(-1);
    assert.ok(one);
    return one;
  };

  test('a webhook is one that Standard Webhooks themselves verify, and its id is the notice', async () => {
    assert.deepEqual(await send(webhook()), { kind: 'sent' });
    const { headers, body } = last();
    const verified: unknown = new Webhook(SECRET).verify(body, headers as Record<string, string>);
    assert.deepEqual(verified, {
      type: 'notice.threshold',
      timestamp: '2026-11-06T21:20:00.000Z',
      data: {
        ...{ id: 'threshold/team%2Edata/1793491200000/80', envelopeId: 'team.data', periodStartMs: 1_793_491_200_000 },
        ...{ threshold: '80', pages: false, subject: 'Data: 80 % of the budget is spent' },
        words: '$80.00 of $100.00 are spent.',
        detail: { unit: 'nanodollars', limit: '100000000000', spent: '80000000000', percent: 80 },
        raisedAt: '2026-11-06T21:20:00.000Z',
      },
    });
    assert.equal(headers['webhook-id'], sampleNotice().id);
  });

  test('a second try carries the same id, so that a receiver counts it once', async () => {
    receiver.answers.push({ status: 500 });
    const ids: unknown[] = [];
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await send(webhook());
      ids.push(last().headers['webhook-id']);
    }
    assert.equal(new Set(ids).size, 1);
  });

  test('while secrets change over both verify, and one that nobody knows does not', async () => {
    await send(webhook({ formerSecret: () => OTHER }));
    const { headers, body } = last();
    for (const secret of [SECRET, OTHER]) new Webhook(secret).verify(body, headers as Record<string, string>);
    const unknown = new Webhook(`whsec_${Buffer.from('another one').toString('base64')}`);
    assert.throws(() => unknown.verify(body, headers as Record<string, string>));
    assert.throws(() => new Webhook(SECRET).verify(body.replace('80', '90'), headers as Record<string, string>));
  });

  test('Slack gets a text in which a name calls nobody and links nowhere', async () => {
    const slack = createSlackChannel({ base, allowPrivate: true, url: () => receiver.url });
    assert.equal((await send(slack, sampleNotice({ subject: '<!channel> & co', pages: true }))).kind, 'sent');
    assert.deepEqual(JSON.parse(last().body), {
      text: ':rotating_light: *&lt;!channel&gt; &amp; co*\n$80.00 of $100.00 are spent.',
      unfurl_links: false,
    });
  });

  test('Teams gets an Adaptive Card as its workflows take it, in which a name is no link', async () => {
    const teams = createTeamsChannel({ base, allowPrivate: true, url: () => receiver.url });
    receiver.answers.push({ status: 202 });
    assert.equal((await send(teams, sampleNotice({ subject: '[x](https://y)' }))).kind, 'sent');
    const message: unknown = JSON.parse(last().body);
    assert.deepEqual(message, {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              { type: 'TextBlock', text: '\\[x\\]\\(https://y\\)', weight: 'Bolder', size: 'Medium', wrap: true },
              { type: 'TextBlock', text: '$80.00 of $100.00 are spent.', wrap: true },
            ],
          },
        },
      ],
    });
  });

  /** [answer, what is told of it] */
  const ANSWERS: readonly (readonly [number, Record<string, string>, object])[] = [
    [500, {}, { why: 'it answered 500', retryAfterMs: null, isFinal: false }],
    [429, { 'retry-after': '120' }, { why: 'it answered 429', retryAfterMs: 120_000, isFinal: false }],
    [410, {}, { why: 'it answered 410', retryAfterMs: null, isFinal: true }],
    [
      302,
      { location: 'http://127.0.0.1/' },
      { why: 'it answered 302, and redirects are not followed', retryAfterMs: null, isFinal: false },
    ],
  ];
  for (const [status, headers, told] of ANSWERS)
    test(`an answer of ${status} is told as what it is, and nothing more is asked`, async () => {
      const before = receiver.received.length;
      receiver.answers.push({ status, headers });
      assert.deepEqual(await send(webhook()), { kind: 'failed', ...told });
      assert.equal(receiver.received.length, before + 1);
    });

  test('where private addresses are not allowed nothing reaches this machine, by whatever name', async () => {
    const before = receiver.received.length;
    const port = new URL(receiver.url).port;
    const hosts = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0.0.0.0',
      '169.254.169.254',
      '10.1.2.3',
    ];
    for (const host of hosts) {
      const result = await send(webhook({ allowPrivate: false, url: () => `https://${host}:${port}/` }));
      assert.ok(result.kind === 'failed' && result.isFinal, host);
      assert.match(result.why, /not a public one/, host);
    }
    const plain = await send(webhook({ allowPrivate: false, url: () => 'http://example.com/' }));
    assert.ok(plain.kind === 'failed' && /only https/.test(plain.why));
    assert.equal(receiver.received.length, before);
  });

  test('a secret that is missing, or none of its kind, is said without a word of it', async () => {
    const missing = await send(
      webhook({
        secret: () => {
          throw new SecretMissingError('the environment variable NOTICE_SECRET');
        },
      }),
    );
    assert.deepEqual(missing, {
      ...{ kind: 'failed', why: 'the environment variable NOTICE_SECRET is not set, or cannot be read' },
      ...{ retryAfterMs: null, isFinal: false },
    });
    const broken = await send(webhook({ secret: () => 'whsec_*not base64*' }));
    assert.ok(broken.kind === 'failed' && !broken.why.includes('base64'));
  });

  test('a receiver that is not there is a failure that is tried again', async () => {
    const gone = await openReceiver();
    await gone.close();
    const result = await send(webhook({ url: () => gone.url }));
    assert.deepEqual(result, {
      kind: 'failed',
      why: 'the connection failed (ECONNREFUSED)',
      retryAfterMs: null,
      isFinal: false,
    });
  });
});
