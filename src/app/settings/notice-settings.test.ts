import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { noticeSecret } from '../secrets/notice-secrets.ts';
import { openChannels } from '../serve/open-channels.ts';
import { NoticeSettings } from './notice-settings.ts';

const SECRET = { environment: 'NOTICE_SECRET' };
const webhook = { kind: 'webhook', name: 'ops', url: 'https://hooks.example.com/in', secret: SECRET };
const mail = { kind: 'email', name: 'mail', host: 'smtp.example.com', from: 'Tokenward <tokenward@example.com>' };

test('without a word about it nothing goes out, and nights are quiet', () => {
  assert.deepEqual(NoticeSettings.parse(undefined), {
    quietHours: { fromHour: 20, toHour: 7, quietWeekdays: [] },
    allowPrivateAddresses: false,
    channels: [],
  });
});

test('each kind of channel is opened with what it gets and whom it writes to', async () => {
  const channels = [
    { ...webhook, kinds: ['fast_burn'], formerSecret: { file: '/run/secrets/former' } },
    { kind: 'slack', name: 'chat', url: SECRET, envelopes: ['team-a'] },
    { kind: 'teams', name: 'teams', url: SECRET },
    { ...mail, toCallers: true, to: ['finance@example.com'] },
  ];
  const opened = await openChannels(NoticeSettings.parse({ channels }), {});
  assert.deepEqual(
    opened.map(({ name, kind, kinds, envelopeIds, audience }) => ({ name, kind, kinds, envelopeIds, audience })),
    [
      { name: 'ops', kind: 'webhook', kinds: ['fast_burn'], envelopeIds: null, audience: null },
      { name: 'chat', kind: 'slack', kinds: null, envelopeIds: ['team-a'], audience: null },
      { name: 'teams', kind: 'teams', kinds: null, envelopeIds: null, audience: null },
      {
        ...{ name: 'mail', kind: 'email', kinds: null, envelopeIds: null },
        audience: { owner: true, callers: true, addresses: ['finance@example.com'] },
      },
    ],
  );
});

/** [what, channels] */
const FAULTS: readonly (readonly [string, readonly object[]])[] = [
  ['two channels of one name', [webhook, { ...webhook, url: 'https://other.example.com' }]],
  ['a secret in the file itself', [{ ...webhook, secret: 'whsec_abc' }]],
  ['the address of Slack in the file itself', [{ kind: 'slack', name: 'chat', url: 'https://hooks.slack.com/x' }]],
  ['a notice that does not exist', [{ ...webhook, kinds: ['everything'] }]],
  ['a sender that is no address', [{ ...mail, from: 'Tokenward\r\nBcc: x@example.com' }]],
  ['a member that is not known', [{ ...webhook, retries: 3 }]],
];
for (const [what, channels] of FAULTS)
  test(`${what} is refused`, () => {
    assert.equal(NoticeSettings.safeParse({ channels }).success, false);
  });

test('a secret is read each time from where it stands, and one that is missing is named by its place alone', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tokenward-notice-'));
  try {
    const file = join(directory, 'secret');
    const read = noticeSecret({ file }, {});
    assert.throws(read, /secret is not set, or cannot be read/);
    writeFileSync(file, 'one\n');
    assert.equal(read(), 'one');
    writeFileSync(file, 'two');
    assert.equal(read(), 'two');
    const environment: NodeJS.ProcessEnv = { NOTICE_SECRET: ' ' };
    assert.throws(noticeSecret(SECRET, environment), /environment variable NOTICE_SECRET is not set/);
    environment['NOTICE_SECRET'] = 'three';
    assert.equal(noticeSecret(SECRET, environment)(), 'three');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
