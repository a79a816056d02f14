import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { KeyScope } from '../../../src/domain/identity/key-grant.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { arriveByInvitation } from './session-arrival.ts';
import { type Browser, openBrowser } from './session-browser.ts';

describe('signing a program in by a browser', () => {
  let house: ControlHouse;
  let browser: Browser;
  before(async () => {
    house = await openControlHouse();
    browser = await arriveByInvitation(house, 'dev');
  });
  after(() => house.close());

  const program = () => openBrowser(house.address);
  const noOrigin = { origin: undefined };
  const begin = async (scopes?: readonly KeyScope[]) => {
    const asked = { clientName: 'tokenward on a laptop', ...(scopes === undefined ? {} : { scopes }) };
    const { status, body } = await program().post('/device', asked, noOrigin);
    assert.equal(status, 201);
    return body;
  };
  const redeem = async (deviceCode: string) => {
    house.clock.ms += 3_000;
    return program().post('/device/key', { deviceCode }, noOrigin);
  };
  const answer = (userCode: string, approve: boolean) => browser.post('/device/answer', { userCode, approve });

  test('a program waits, somebody looks and says yes, and it gets a key of theirs, once', async () => {
    const wait = await begin();
    assert.match(wait.userCode, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    assert.equal(wait.verificationAddressComplete, `${house.address}/device#code=${wait.userCode}`);
    assert.equal((await redeem(wait.deviceCode)).body.code, 'device_waiting');
    const userCode = wait.userCode.toLowerCase().replace('-', '');
    const seen = await browser.post('/device/question', { userCode });
    assert.deepEqual([seen.body.clientName, seen.body.scopes], ['tokenward on a laptop', ['call', 'approve']]);
    assert.equal((await answer(userCode, true)).status, 200);
    const made = await redeem(wait.deviceCode);
    assert.deepEqual([made.status, made.body.personId, made.body.scopes], [201, 'dev', ['call', 'approve']]);
    await house.refresh();
    const { owner } = await house.clientOf(made.body.secret).call('readMe', {});
    assert.deepEqual(owner, { kind: 'person', personId: 'dev' });
    assert.equal((await redeem(wait.deviceCode)).body.code, 'device_unknown');
    assert.equal((await answer(userCode, true)).body.code, 'device_unknown');
  });

  test('whoever says no ends it, and after ten minutes it is over', async () => {
    const declined = await begin();
    await answer(declined.userCode, false);
    assert.equal((await redeem(declined.deviceCode)).body.code, 'device_denied');
    const late = await begin();
    house.clock.ms += 600_000;
    assert.equal((await answer(late.userCode, true)).body.code, 'device_unknown');
    assert.equal((await redeem(late.deviceCode)).body.code, 'device_unknown');
    assert.equal((await redeem('0'.repeat(64))).body.code, 'device_unknown');
  });

  test('of twenty programs that redeem one code at the same moment one gets a key', async () => {
    const wait = await begin();
    await answer(wait.userCode, true);
    house.clock.ms += 3_000;
    const all = await Promise.all(
      Array.from({ length: 20 }, () => program().post('/device/key', { deviceCode: wait.deviceCode }, noOrigin)),
    );
    assert.equal(all.filter(({ status }) => status === 201).length, 1);
  });

  test('a key gives only what its person holds as a whole, and more than calling lasts a working day', async () => {
    const employee = await begin(['call', 'control.read', 'control.write']);
    await answer(employee.userCode, true);
    assert.deepEqual((await redeem(employee.deviceCode)).body.scopes, ['call']);
    const admin = await house.admin();
    await admin.call('grantRole', { body: { personId: 'dev', role: 'governance', reason: 'x' } });
    const governance = await begin(['control.read', 'control.write']);
    await answer(governance.userCode, true);
    assert.deepEqual((await redeem(governance.deviceCode)).body.scopes, ['call']);
    await admin.call('grantRole', { body: { personId: 'dev', role: 'administrator', reason: 'x' } });
    const whole = await begin(['control.read', 'control.write', 'content.read']);
    await answer(whole.userCode, true);
    const { body } = await redeem(whole.deviceCode);
    assert.deepEqual(body.scopes, ['control.read', 'control.write']);
    assert.equal(Date.parse(body.expiresAt) - house.clock.ms, 12 * 3_600_000);
  });

  test('a key lets no other program in, and nobody tries codes for long', async () => {
    const wait = await begin();
    const key = await house.makeKey(['call', 'control.write']);
    const headers = { authorization: `Bearer ${key}` };
    const refused = await program().post('/device/answer', { userCode: wait.userCode, approve: true }, headers);
    assert.equal(refused.body.code, 'scope_missing');
    const codes = [];
    for (let at = 0; at < 61; at += 1)
      codes.push((await browser.post('/device/question', { userCode: 'BBBB-BBBB' })).body.code);
    assert.equal(codes.at(-1), 'sign_in_limited');
  });
});
