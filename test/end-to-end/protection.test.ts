import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { callHouse, type HouseCall } from './call-house.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';
import { readCalls, untilDrained, untilLedgerHas } from './read-ledger.ts';

/** Made up, in the form that the issuer documents; built from pieces so that no scanner takes this file for a leak. */
const CLOUD_KEY = ['AKIA', 'FMT2BIPW', '5ELSZAHO'].join('');
const CARD = '4111 1111 1111 1111';
const PASTED = `Write to our customer with the card ${CARD} and use aws_access_key_id = ${CLOUD_KEY}.`;
const SENT_TIMES = 4;

test('A cloud key pasted through any face is one sentence, one event and one line of the audit trail, and stays nowhere', async () => {
  const upstream = await startCountingUpstream();
  const folder = makeHouseFolder();
  const house = await startHouse({ folder, upstream: upstream.baseUrl });
  const call = { address: house.address, key: house.key, name: 'pasted' };
  const ways: readonly HouseCall[] = [
    { ...call, body: { messages: [{ role: 'user', content: PASTED }] } },
    { ...call, face: 'messages', stream: true, body: { messages: [{ role: 'user', content: PASTED }] } },
    { ...call, face: 'responses', body: { input: PASTED } },
  ];
  for (const way of ways)
    for (let time = 0; time < SENT_TIMES; time++) {
      const answer = await callHouse(way);
      assert.equal(answer.status, 403);
      assert.match(answer.text, /credentials never leave\. Found: .*an AWS access key/);
      assert.ok(!answer.text.includes(CLOUD_KEY) && !answer.text.includes('4111'));
    }
  assert.equal(upstream.seen.length, 0);
  await untilLedgerHas(house, ways.length * SENT_TIMES);
  await untilDrained(house.address);

  const calls = await readCalls(house);
  assert.ok(
    calls.every(({ errorCode, findings }) => errorCode === 'content_blocked' && findings['aws_access_key_id'] === 1),
  );
  const firsts = calls.filter(({ repeatOf }) => repeatOf === null);
  const audited: string[] = [];
  for await (const event of house.client.rows('listAuditEvents', { query: { limit: 500 } }))
    audited.push(JSON.stringify(event));
  const protection = audited.filter((line) => line.includes('protection.refused'));
  // The same words at three faces are one conversation, and one event.
  assert.deepEqual([firsts.length, protection.length], [1, 1]);
  assert.ok(!audited.some((line) => line.includes('call.refused')));

  await house.terminate();
  const said = [...calls.map((each) => JSON.stringify(each)), ...audited, house.logged(), house.written()];
  for (const value of [CLOUD_KEY, CARD]) {
    assert.ok(!said.some((text) => text.includes(value)));
    for (const file of filesBelow(join(folder, 'data'))) assert.ok(!readFileSync(file).includes(value), file);
  }
});

function filesBelow(directory: string): readonly string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
