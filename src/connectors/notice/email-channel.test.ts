import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { createEmailChannel, type EmailOptions } from './email-channel.ts';
import { sampleNotice } from './sample-notice.fixture.ts';

type Mail = { readonly from: string; readonly to: readonly string[]; readonly text: string; readonly user: unknown };

describe('notices by e-mail', () => {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('wrong password')),
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('nobody')
        ? done(Object.assign(new Error('who is nobody@example.com?'), { responseCode: 550 }))
        : done(),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
          user: session.user,
        });
        done();
      });
    },
  });
  let port = 0;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    // What listens on a port has an address of this form.
    ({ port } = server.server.address() as AddressInfo);
  });
  after(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const send = (changes: Partial<EmailOptions> = {}, recipients = ['ada@example.com', 'bob@example.com']) =>
    createEmailChannel({
      base: { name: 'mail', kinds: null, envelopeIds: null },
      ...{ host: '127.0.0.1', port, tls: 'none', login: { user: 'notices', password: () => 'right' } },
      from: 'Tokenward <tokenward@example.com>',
      audience: { owner: true, callers: true, addresses: [] },
      ...changes,
    }).send({ notice: sampleNotice({ subject: 'Données: 80 %' }), recipients, nowMs: 0 });

  test('a mail arrives at everybody, unseen by one another, and the same at each try', async () => {
    assert.deepEqual(await send(), { kind: 'sent' });
    assert.deepEqual(await send(), { kind: 'sent' });
    const [mail, again] = mails;
    assert.ok(mail && again);
    assert.deepEqual(
      [mail.from, mail.to, mail.user],
      ['tokenward@example.com', ['ada@example.com', 'bob@example.com'], 'notices'],
    );
    assert.match(mail.text, /^Subject: =\?UTF-8\?/m);
    assert.match(mail.text, /^Auto-Submitted: auto-generated\r$/m);
    assert.match(mail.text, /\$80\.00 of \$100\.00 are spent\./);
    assert.doesNotMatch(mail.text, /ada@example|bob@example/);
    const idOf = ({ text }: Mail): string | undefined => /^Message-ID: (.*)\r$/m.exec(text)?.[1];
    assert.match(idOf(mail) ?? '', /^<[0-9a-f]{32}@example\.com>$/);
    assert.equal(idOf(again), idOf(mail));
  });

  /** [what, change, receivers, what is told] */
  const FAILURES: readonly (readonly [string, Partial<EmailOptions>, readonly string[], RegExp])[] = [
    [
      'a password that is wrong',
      { login: { user: 'notices', password: () => 'wrong' } },
      ['ada@example.com'],
      /answered 535/,
    ],
    ['an address that nobody has', {}, ['nobody@example.com'], /answered 550/],
    ['a certificate that nobody vouches for', { tls: 'starttls' }, ['ada@example.com'], /not reached \(E/],
  ];
  for (const [what, changes, recipients, told] of FAILURES)
    test(`${what} is a failure that says no more than its code`, async () => {
      const before = mails.length;
      const result = await send(changes, [...recipients]);
      assert.ok(result.kind === 'failed' && !result.isFinal);
      assert.match(result.why, told);
      assert.doesNotMatch(result.why, /nobody@|wrong/);
      assert.equal(mails.length, before);
    });
});
