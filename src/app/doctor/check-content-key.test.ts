import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVault } from '../secrets/content-vault.ts';
import { checkContentKey } from './check-content-key.ts';

const newest = createVault([Buffer.alloc(32, 1)]);
const both = createVault([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
const older = both.keyIds[1] ?? '';
const found = (vault: typeof newest, from: 'environment' | 'file') => () => ({ vault, from });

// biome-ignore format: a table is read down
const rows = [
  { what: 'no key and no content',                find: () => undefined,               used: [],                    storeIsShared: false, state: 'ok',      says: /first start makes a key/ },
  { what: 'content under a key that is here',     find: found(newest, 'file'),         used: [newest.currentKeyId], storeIsShared: false, state: 'ok',      says: /encrypted under the key/ },
  { what: 'content under a key that is not here', find: found(newest, 'environment'),  used: [older],               storeIsShared: true,  state: 'fault',   says: /does not have/ },
  { what: 'content and no key at all',            find: () => undefined,               used: [older],               storeIsShared: false, state: 'fault',   says: /does not have/ },
  { what: 'a file on a shared store',             find: found(newest, 'file'),         used: [],                    storeIsShared: true,  state: 'warning', says: /other gateways/ },
  { what: 'content under an older key',           find: found(both, 'environment'),    used: [older],               storeIsShared: true,  state: 'warning', says: /older keys/ },
  { what: 'something that is no key',             find: () => { throw new Error('TOKENWARD_CONTENT_KEY holds something that is not a content key.'); }, used: [], storeIsShared: false, state: 'fault', says: /not a content key/ },
] as const;
for (const { what, find, used, storeIsShared, state, says } of rows) {
  test(`${what} is ${state === 'ok' ? 'well' : `a ${state}`}`, () => {
    const diagnosis = checkContentKey({ find, used, storeIsShared });
    assert.equal(diagnosis.state, state);
    assert.match(diagnosis.sentence, says);
    assert.equal(diagnosis.remedy === null, state === 'ok');
  });
}
