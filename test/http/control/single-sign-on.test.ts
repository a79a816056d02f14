import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openProviders } from '../../../src/app/identity/open-providers.ts';
import { SignInSettings } from '../../../src/app/settings/sign-in-settings.ts';
import type { IdentityProviders } from '../../../src/ports/identity-provider.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { CLIENT, type OpenidHouse, openOpenidHouse, openWalker, type Walker } from './openid-house.ts';
import { type Browser, openBrowser } from './session-browser.ts';

describe('signing in at a provider of identities', () => {
  let house: ControlHouse;
  let openid: OpenidHouse;
  let opened: IdentityProviders | undefined;
  const ready = (): IdentityProviders => {
    assert.ok(opened);
    return opened;
  };
  const providers: IdentityProviders = {
    list: () => ready().list(),
    start: (...given) => ready().start(...given),
    redeem: (...given) => ready().redeem(...given),
    signOutAddress: (...given) => ready().signOutAddress(...given),
    readSignOut: (...given) => ready().readSignOut(...given),
  };
  const configure = (more: object): void => {
    const provider = {
      ...{ id: 'acme', name: 'Acme', issuer: openid.issuer, clientId: CLIENT.id },
      clientSecret: { environment: 'ACME_SECRET' },
      ...more,
    };
    const settings = SignInSettings.parse({ providers: [provider] });
    opened = openProviders(settings.providers, {
      environment: { ACME_SECRET: CLIENT.secret },
      nowMs: Date.now,
      log: (_level, event, fields) => void house.logged.push(`${event} ${JSON.stringify(fields)}`),
    });
  };
  before(async () => {
    house = await openControlHouse({ providers });
    // Tokens are signed by the machine's time.
    house.clock.ms = Date.now();
    openid = await openOpenidHouse(house.address);
    configure({ firstSignIn: 'create', newPeopleTeamId: 'support' });
  });
  after(async () => {
    await openid.close();
    await house.close();
  });

  const isHome = (url: URL): boolean => url.origin === house.address && !url.pathname.startsWith('/auth/');
  const walk = (login: string): Walker => openWalker(login, isHome);
  const browserOf = (walker: Walker): Browser => {
    const cookies = walker
      .cookieOf(house.address)
      .split('; ')
      .map((pair) => pair.split('=') as [string, string]);
    return openBrowser(house.address, { cookies: new Map(cookies) });
  };
  const signIn = async (
    login: string,
    returnTo = '/library',
  ): Promise<{ readonly walker: Walker; readonly at: string }> => {
    const walker = walk(login);
    const { url } = await walker.open(`${house.address}/auth/acme/start?returnTo=${encodeURIComponent(returnTo)}`);
    return { walker, at: url.pathname + url.search };
  };
  const visitOf = async (walker: Walker) => (await browserOf(walker).get('/session')).body;

  test('somebody new comes in, is a person from then on, and lands where they wanted to go', async () => {
    openid.accounts.set('sub-nia', { email: 'Nia@example.test', email_verified: true, name: 'Nia', groups: [] });
    const { walker, at } = await signIn('sub-nia');
    assert.equal(at, '/library');
    const { session } = await visitOf(walker);
    assert.deepEqual(
      [session.person.id, session.person.email, session.method, session.providerId],
      ['nia', 'nia@example.test', 'identity_provider', 'acme'],
    );
  });

  test('issuer and subject are the key: a new address changes nothing, and the old address makes nobody else them', async () => {
    openid.accounts.set('sub-nia', { email: 'nia.new@example.test', email_verified: true, name: 'Nia', groups: [] });
    assert.equal((await visitOf((await signIn('sub-nia')).walker)).session.person.id, 'nia');
    openid.accounts.set('sub-other', { email: 'nia@example.test', email_verified: true, name: 'Other', groups: [] });
    assert.equal((await signIn('sub-other')).at, '/sign-in?problem=sign_in_failed');
  });

  test('an address that the provider has not verified makes nobody somebody who is here already', async () => {
    await house.addPerson('boss');
    openid.accounts.set('sub-liar', { email: 'boss@example.test', email_verified: false, name: 'Liar', groups: [] });
    const { walker, at } = await signIn('sub-liar');
    assert.equal(at, '/sign-in?problem=sign_in_failed');
    assert.equal((await visitOf(walker)).session, null);
    openid.accounts.set('sub-boss', { email: 'boss@example.test', email_verified: true, name: 'Boss', groups: [] });
    assert.equal((await visitOf((await signIn('sub-boss')).walker)).session.person.id, 'boss');
  });

  test('groups give roles for as long as somebody is in them; what was given by hand stays', async () => {
    const groupRoles = [
      { group: 'audit-team', role: 'auditor' },
      { group: 'support-leads', role: 'manager', teamId: 'support' },
    ];
    configure({ firstSignIn: 'create', newPeopleTeamId: 'support', groupRoles });
    const account = { email: 'gil@example.test', email_verified: true, name: 'Gil' };
    openid.accounts.set('sub-gil', { ...account, groups: ['audit-team', 'support-leads', 'unknown'] });
    const rolesOf = async () =>
      (await visitOf((await signIn('sub-gil')).walker)).session.roles.map(
        ({ role, from }: { readonly role: string; readonly from: string }) => `${role} ${from}`,
      );
    assert.deepEqual((await rolesOf()).sort(), [
      'auditor identity_provider',
      'employee everybody',
      'manager identity_provider',
    ]);
    const admin = await house.admin();
    await admin.call('grantRole', { body: { personId: 'gil', role: 'finance', reason: 'by hand' } });
    openid.accounts.set('sub-gil', { ...account, groups: ['support-leads'] });
    assert.deepEqual((await rolesOf()).sort(), ['employee everybody', 'finance granted', 'manager identity_provider']);
    const { rows } = await admin.call('listRoleGrants', { query: { personId: 'gil', role: 'manager' } });
    assert.equal(rows.length, 1, 'a role that stays is not given again');
    const params = { id: rows[0]?.id ?? '' };
    await assert.rejects(admin.call('endRoleGrant', { params, body: { reason: 'x' } }), { code: 'rule_broken' });
  });

  test('an answer is good once, and only in the browser that asked', async () => {
    const victim = openWalker('sub-nia', (url) => url.pathname === '/auth/acme/callback');
    const { url } = await victim.open(`${house.address}/auth/acme/start`);
    const stolen = await walk('thief').open(url.href);
    assert.equal(stolen.url.search, '?problem=sign_in_failed');
    assert.equal((await visitOf(victim)).session, null);
    const late = openWalker('sub-nia', isHome);
    await late.open(`${house.address}/auth/acme/start`);
    const forged = new URL(url.href);
    forged.searchParams.set('state', 'a state of my own');
    assert.equal((await late.open(forged.href)).url.search, '?problem=sign_in_failed');
    assert.equal((await walk('x').open(`${house.address}/auth/nobody/start`)).url.search, '?problem=sign_in_failed');
  });

  test('signing out here leads to the provider’s own sign-out and back', async () => {
    const { walker } = await signIn('sub-nia');
    const { body } = await browserOf(walker).post('/session/end', {});
    const address = new URL(body.continueAt);
    assert.equal(address.origin, openid.issuer);
    assert.ok(address.searchParams.has('id_token_hint'));
    const asked = await walker.open(body.continueAt);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
    const done = await walker.submit(new URL('/session/end/confirm', openid.issuer).href, { xsrf, logout: 'yes' });
    assert.equal(done.url.href, `${house.address}/sign-in`);
    assert.equal((await visitOf(walker)).session, null);
  });

  test('signing out at the provider ends the session here, and no other', async () => {
    const { walker } = await signIn('sub-gil');
    const elsewhere = await signIn('sub-gil');
    assert.equal((await visitOf(walker)).session.person.id, 'gil');
    const asked = await walker.open(`${openid.issuer}/session/end`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
    await walker.submit(`${openid.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    assert.equal((await visitOf(walker)).session, null);
    assert.equal((await visitOf(elsewhere.walker)).session.person.id, 'gil');
  });

  test('what is not a signed-out token of the provider ends nothing', async () => {
    const { walker } = await signIn('sub-nia');
    const claims = { iss: openid.issuer, aud: CLIENT.id, iat: Math.floor(Date.now() / 1000), jti: 'x', sub: 'sub-nia' };
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tokens = ['', 'a.b.c'];
    for (const alg of ['none', 'HS256', 'RS256']) tokens.push(`${part({ alg })}.${part({ ...claims, events })}.c2ln`);
    for (const token of tokens) {
      const response = await fetch(`${house.address}/auth/acme/back-channel-logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }),
      });
      assert.equal(response.status, 400, token);
    }
    assert.equal((await visitOf(walker)).session.person.id, 'nia');
  });

  test('nobody is led to another server afterwards', async () => {
    for (const returnTo of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/auth/acme/start',
      '/api/v1/me',
      '/a\tb',
    ])
      assert.equal((await signIn('sub-nia', returnTo)).at, '/', returnTo);
    assert.equal((await signIn('sub-nia', '/home?team=support#x')).at.startsWith('/home?team=support'), true);
  });

  test('whoever is archived here stays out, whatever the provider says', async () => {
    const admin = await house.admin();
    await admin.call('deactivatePerson', { params: { id: 'gil' }, body: { reason: 'left' } });
    assert.equal((await signIn('sub-gil')).at, '/sign-in?problem=sign_in_failed');
  });
});
