import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createSetUpLink } from '../../../src/control/sign-in-links.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { arriveByInvitation, PASSWORD } from './session-arrival.ts';
import { type Browser, openBrowser } from './session-browser.ts';
import { signInPartsOf } from './sign-in-parts.ts';

const HOUR_MS = 3_600_000;

describe('signing in with a browser', () => {
  let house: ControlHouse;
  before(async () => {
    house = await openControlHouse();
  });
  after(() => house.close());

  const newBrowser = (): Browser => openBrowser(house.address);
  const contextOf = () => ({ ...house.context, ...signInPartsOf(house.database, () => undefined).signIn });
  const arrive = (personId: string) => arriveByInvitation(house, personId);

  test('the set-up link makes the first administrator, once, and then nobody', async () => {
    const browser = newBrowser();
    assert.equal((await browser.get('/session')).body.signIn.needsSetUp, true);
    const token = await createSetUpLink(contextOf());
    const facts = await browser.post('/sign-in/link', { token });
    assert.deepEqual([facts.status, facts.body.kind, facts.body.email], [200, 'set_up', null]);
    const person = { name: 'Grace', email: 'grace@example.test' };
    const weak = await browser.post('/sign-in/link/use', { token, person, password: 'grace123grace' });
    assert.deepEqual([weak.status, weak.body.code], [422, 'password_weak']);
    const made = await browser.post('/sign-in/link/use', { token, person, password: PASSWORD });
    assert.equal(made.status, 200);
    assert.deepEqual(
      made.body.roles.map(({ role }: { readonly role: string }) => role),
      ['employee', 'administrator'],
    );
    assert.ok(made.body.permissions.includes('control.write:access'));
    const seen = await browser.get('/session');
    assert.deepEqual([seen.body.session.person.id, seen.body.signIn.needsSetUp], ['grace', false]);
    const again = await newBrowser().post('/sign-in/link/use', { token, person, password: PASSWORD });
    assert.deepEqual([again.status, again.body.code], [404, 'link_invalid']);
    assert.equal(await createSetUpLink(contextOf()), undefined);
  });

  test('a password signs in, the cookie is closed to scripts, and signing out ends it for whoever has it', async () => {
    await arrive('bo');
    const browser = newBrowser();
    const signedIn = await browser.post('/session', { email: 'BO@example.test ', password: PASSWORD });
    assert.equal(signedIn.status, 200);
    const [cookie = ''] = signedIn.cookies;
    assert.match(cookie, /^tokenward-local-\d+=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=86400$/);
    const token = cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    const kept = await house.database.pool.query('select digest from tokenward.sign_in_session');
    assert.ok(kept.rows.every(({ digest }) => digest !== token));
    const thief = browser.copy();
    assert.equal((await thief.get('/me')).body.owner.personId, 'bo');
    const out = await browser.post('/session/end', {});
    assert.deepEqual([out.status, out.body.continueAt], [200, null]);
    assert.match(out.cookies[0] ?? '', /=; .*Max-Age=0/);
    assert.deepEqual([(await thief.get('/me')).status, (await thief.get('/me')).body.code], [401, 'session_ended']);
    assert.equal((await thief.get('/session')).body.session, null);
  });

  test('a wrong password and a person who does not exist are answered alike', async () => {
    await arrive('cleo');
    const answers = [];
    for (const email of ['cleo@example.test', 'nobody@example.test']) {
      const wrong = { email, password: 'not the password at all' };
      const { status, body, cookies } = await newBrowser().post('/session', wrong);
      const { requestId: _id, ...rest } = body;
      answers.push({ status, rest, cookies });
    }
    assert.deepEqual(answers[0], answers[1]);
    assert.deepEqual([answers[0]?.status, answers[0]?.rest.code], [401, 'sign_in_failed']);
  });

  test('after five guesses from one place nothing is checked for a while, also not the right password', async () => {
    await arrive('dan');
    const email = 'dan@example.test';
    const guess = (password: string) => newBrowser().post('/session', { email, password });
    const codes = [];
    for (let at = 0; at < 5; at += 1) codes.push((await guess(`wrong number ${at}`)).body.code);
    assert.deepEqual(new Set(codes), new Set(['sign_in_failed']));
    const limited = await guess(PASSWORD);
    assert.deepEqual([limited.status, limited.body.code], [429, 'sign_in_limited']);
    assert.ok(Number(limited.headers.get('retry-after')) > 60);
    house.clock.ms += 16 * 60_000;
    assert.equal((await guess(PASSWORD)).status, 200);
  });

  test('twenty guesses at the same moment are counted before any is checked', async () => {
    await arrive('eve');
    const email = 'eve@example.test';
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => newBrowser().post('/session', { email, password: 'some wrong password' })),
    );
    const checked = answers.filter(({ body }) => body.code === 'sign_in_failed');
    assert.equal(checked.length, 5);
    house.clock.ms += 16 * 60_000;
  });

  test('a session that is left alone ends, and one that is used ends after a day', async () => {
    const browser = await arrive('fay');
    house.clock.ms += 7 * HOUR_MS;
    assert.equal((await browser.get('/me')).status, 200);
    house.clock.ms += 7 * HOUR_MS;
    assert.equal((await browser.get('/me')).status, 200);
    house.clock.ms += 7 * HOUR_MS;
    assert.equal((await browser.get('/me')).status, 200);
    house.clock.ms += 4 * HOUR_MS;
    assert.equal((await browser.get('/me')).body.code, 'session_ended');
    const idle = newBrowser();
    assert.equal((await idle.post('/session', { email: 'fay@example.test', password: PASSWORD })).status, 200);
    house.clock.ms += 9 * HOUR_MS;
    assert.equal((await idle.get('/me')).body.code, 'session_ended');
  });

  test('what a page of somebody else makes the browser send is refused, and so is a cookie without word of where it comes from', async () => {
    const browser = await arrive('gus');
    const wrong = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: undefined, 'sec-fetch-site': 'cross-site' },
      { origin: undefined, 'sec-fetch-site': 'same-site' },
      { origin: undefined },
    ];
    for (const headers of wrong) {
      const refused = await browser.post('/session/key', {}, headers);
      assert.deepEqual([refused.status, refused.body.code], [403, 'origin_refused'], JSON.stringify(headers));
      if (Object.keys(headers).length === 1 && headers.origin === undefined) continue;
      const login = await newBrowser().post('/session', { email: 'x@example.test', password: 'x' }, headers);
      assert.deepEqual([login.status, login.body.code], [403, 'origin_refused'], JSON.stringify(headers));
    }
    const read = await browser.get('/me', { 'sec-fetch-site': 'cross-site' });
    assert.equal(read.body.code, 'origin_refused');
    assert.equal((await browser.get('/me', { 'sec-fetch-site': 'same-origin' })).status, 200);
    assert.equal((await browser.post('/session/key', {})).status, 201);
  });

  test('what a proxy passed on by plain HTTP signs nobody in', async () => {
    for (const headers of [{ 'x-forwarded-for': '203.0.113.9' }, { forwarded: 'for=203.0.113.9' }]) {
      const visit = await newBrowser().get('/session', headers);
      assert.match(visit.body.signIn.refusedBecause, /plain text/);
      const refused = await newBrowser().post('/session', { email: 'a@example.test', password: 'x' }, headers);
      assert.deepEqual([refused.status, refused.body.code], [403, 'sign_in_insecure']);
    }
  });

  test('a cookie that was written by somebody else beside ours makes neither of them believed', async () => {
    const browser = await arrive('hal');
    const name = browser.cookie().split('=')[0] ?? '';
    const doubled = await browser.get('/me', { cookie: `${browser.cookie()}; ${name}=${'a'.repeat(64)}` });
    assert.equal(doubled.status, 401);
    const forged = await browser.get('/me', { cookie: `${name}=${'a'.repeat(64)}` });
    assert.equal(forged.body.code, 'session_ended');
  });

  test('one sees one’s own sessions and ends them; another person’s cannot be ended', async () => {
    const first = await arrive('ivy');
    house.clock.ms += 1_000;
    const second = newBrowser();
    await second.post('/session', { email: 'ivy@example.test', password: PASSWORD });
    const { rows } = (await second.get('/session/all')).body;
    assert.deepEqual(
      rows.map(({ isThis, method }: { readonly isThis: boolean; readonly method: string }) => [isThis, method]),
      [
        [true, 'password'],
        [false, 'link'],
      ],
    );
    const stranger = await arrive('jon');
    assert.equal((await stranger.post(`/session/all/${rows[1].id}/end`, {})).status, 404);
    assert.equal((await second.post(`/session/all/${rows[1].id}/end`, {})).status, 200);
    assert.equal((await first.get('/me')).status, 401);
  });

  test('a new password ends the other sessions and not this one', async () => {
    const here = await arrive('kim');
    const there = newBrowser();
    await there.post('/session', { email: 'kim@example.test', password: PASSWORD });
    const newPassword = 'nine loud herons';
    const wrong = await here.post('/session/password', { currentPassword: 'not it, sorry', newPassword });
    assert.equal(wrong.body.code, 'sign_in_failed');
    assert.equal((await here.post('/session/password', { currentPassword: PASSWORD, newPassword })).status, 200);
    assert.deepEqual([(await here.get('/me')).status, (await there.get('/me')).status], [200, 401]);
    assert.equal((await there.post('/session', { email: 'kim@example.test', password: PASSWORD })).status, 401);
  });

  test('an invitation works once, for the newest one alone, and not after three days', async () => {
    await house.addPerson('lou');
    const admin = await house.admin();
    const make = async () =>
      (await admin.call('createSignInLink', { params: { id: 'lou' } })).link?.split('#link=')[1] ?? '';
    const [old, link] = [await make(), await make()];
    const use = (token: string) => newBrowser().post('/sign-in/link/use', { token, password: PASSWORD });
    assert.equal((await use(old)).body.code, 'link_invalid');
    assert.equal((await newBrowser().post('/sign-in/link', { token: link })).body.email, 'lou@example.test');
    assert.equal((await use(link)).status, 200);
    assert.equal((await use(link)).body.code, 'link_invalid');
    const late = await make();
    house.clock.ms += 73 * HOUR_MS;
    assert.equal((await use(late)).body.code, 'link_invalid');
  });

  test('the key of the workbench calls and does nothing else, and ends with the session', async () => {
    const browser = await arrive('mia');
    const made = (await browser.post('/session/key', {})).body;
    await house.refresh();
    const key = house.clientOf(made.secret);
    assert.deepEqual((await key.call('readMe', {})).scopes, ['call']);
    const next = (await browser.post('/session/key', {})).body;
    await house.refresh();
    await assert.rejects(key.call('readMe', {}), { code: 'key_revoked' });
    await browser.post('/session/end', {});
    await house.refresh();
    await assert.rejects(house.clientOf(next.secret).call('readMe', {}), { code: 'key_revoked' });
  });

  test('whoever is archived or suspended has no session any more', async () => {
    const browser = await arrive('noa');
    const admin = await house.admin();
    await admin.call('suspend', { body: { kind: 'person', id: 'noa', reason: 'keys leaked' } });
    await house.refresh();
    const stopped = await browser.get('/me');
    assert.deepEqual(
      [stopped.status, stopped.body.code, stopped.body.detail],
      [403, 'person_suspended', 'keys leaked'],
    );
    const gone = await arrive('oli');
    await admin.call('archivePerson', { params: { id: 'oli' } });
    assert.equal((await gone.get('/me')).body.code, 'session_ended');
    const back = await newBrowser().post('/session', { email: 'oli@example.test', password: PASSWORD });
    assert.equal(back.body.code, 'sign_in_failed');
  });

  test('a key of a program has no session, and a key beside a cookie is the one that counts', async () => {
    const key = await house.makeKey(['call']);
    const alone = await openBrowser(house.address).get('/session/all', { authorization: `Bearer ${key}` });
    assert.deepEqual([alone.status, alone.body.code], [403, 'scope_missing']);
    const browser = await arrive('pat');
    const both = await browser.get('/me', { authorization: `Bearer ${key}` });
    assert.equal(both.body.owner.personId, 'ada');
    const wrong = await browser.get('/me', { authorization: 'Bearer tw_nothing' });
    assert.equal(wrong.body.code, 'key_unknown');
  });

  test('each step stands in the trail, and no password, link or cookie does', async () => {
    const admin = await house.admin();
    const { rows } = await admin.call('listAuditEvents', { query: { limit: 500 } });
    const text = rows.map(({ body }) => body).join('\n');
    for (const type of [
      'session.started',
      'session.ended',
      'password.chosen',
      'password.changed',
      'sign_in_link.created',
    ])
      assert.ok(text.includes(`"${type}"`), type);
    assert.ok(
      !text.includes(PASSWORD) && !/[0-9a-f]{64}/.test(text.replaceAll(/"(?:hash|merkleRoot)":"[0-9a-f]{64}"/g, '')),
    );
  });
});
