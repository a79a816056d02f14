import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { callHouse } from './call-house.ts';
import { commandLineOf } from './command-line.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';
import { untilDrained, untilLedgerHas } from './read-ledger.ts';

const CALLS = 3;
const folder = makeHouseFolder();
const at = (name: string): string => join(folder, name);
// At the top and not in a hook: what is started there ends with the file, what a hook starts ends with the hook.
const upstream = await startCountingUpstream();
const house = await startHouse({ folder, upstream: upstream.baseUrl });
const tokenward = commandLineOf(folder);
for (let call = 0; call < CALLS; call += 1) await callHouse({ ...house, name: `call-${call}` });
await untilDrained(house.address);
await untilLedgerHas(house, CALLS);

test('usage shows what was spent, exact, for people and for programs', async () => {
  const totals = await house.client.call('readUsage', {});
  const json = await tokenward('usage', '--json');
  assert.equal(JSON.parse(json.out).costNanodollars, totals.costNanodollars);
  assert.equal(JSON.parse(json.out).callsOpen, 0);
  const { code, out } = await tokenward('usage', '--by', 'team');
  assert.equal(code, 0);
  const dollars = `$${(Number(totals.costNanodollars) / 1e9).toFixed(9).replace(/0{1,7}$/, '')}`;
  assert.match(out, new RegExp(`^platform +${CALLS} .*\\${dollars}$`, 'm'));
  assert.match(out, /^From .* to .*\. Times are in \S+\.$/m);
  const none = await tokenward('usage', '--team', 'legal');
  assert.match(none.out, /No calls were settled in this time/);
});

test('calls lists them, and call shows one whole', async () => {
  const { rows } = JSON.parse((await tokenward('calls', '--json')).out);
  assert.equal(rows.length, CALLS);
  const { out } = await tokenward('call', rows[0].callId);
  assert.match(out, /personId +sam/);
  assert.match(out, new RegExp(`costNanodollars +\\$[0-9.]+ \\(${rows[0].costNanodollars} nanodollars\\)`));
  assert.match((await tokenward('calls', '--open')).out, /No calls are open/);
});

test('a task is told in words, takes minutes of review, and the digest says that there is nothing to tell', async () => {
  const { rows } = JSON.parse((await tokenward('calls', '--json')).out);
  const shown = await tokenward('tasks', 'show', rows[0].taskId);
  assert.match(shown.out, /^This task cost .*: 1 call and .* tokens\. There is no baseline yet/);
  assert.match(shown.out, /^ {2}review +nothing reported$/m);
  assert.match((await tokenward('tasks', 'review', rows[0].taskId, '12')).out, /and 12 minutes of review/);
  assert.match((await tokenward('tasks', 'show', 'nothing')).err, /There is no task "nothing"/);
  assert.match((await tokenward('usage', '--by', 'task')).out, new RegExp(rows[0].taskId));
  assert.match((await tokenward('digest')).out, /^You had no task in the week from \d{4}-\d\d-\d\d on\./);
  assert.match((await tokenward('digest', 'off')).out, /you said that you do not want it/);
  assert.match((await tokenward('digest', 'preview', '--teams')).out, /that takes five people/);
});

test('the audit trail verifies from the server, and offline from a file with the key and a checkpoint from elsewhere', async () => {
  const live = await tokenward('audit', 'verify');
  assert.equal(live.code, 0);
  assert.match(live.out, /^Sound: /);
  assert.match(live.out, /The key came with the export itself/);
  assert.equal((await tokenward('audit', 'checkpoint', '-o', at('checkpoint.json'))).code, 0);
  assert.equal((await tokenward('audit', 'public-key', '-o', at('key.pem'))).code, 0);
  assert.equal(readFileSync(at('key.pem'), 'utf8'), house.publicKeyPem());
  assert.equal((await tokenward('audit', 'export', '-o', at('trail.ndjson'))).code, 0);
  const offline = commandLineOf(folder, { TOKENWARD_DATA: at('nothing') });
  const given = ['--public-key', at('key.pem'), '--checkpoint', at('checkpoint.json')];
  const sound = await offline('audit', 'verify', at('trail.ndjson'), ...given, '--json');
  assert.equal(sound.code, 0, sound.err);
  const report = JSON.parse(sound.out);
  assert.deepEqual([report.verdict, report.keySource, report.leavesChecked], ['sound', 'given', CALLS]);
  // What the house itself does may be written behind the checkpoint, at any time.
  const checkpoint = JSON.parse(readFileSync(at('checkpoint.json'), 'utf8'));
  assert.equal(report.signedUpToSequence, checkpoint.sequence);
  assert.ok(report.lastSequence >= checkpoint.sequence);
});

test('the evidence of a time is one file, which verifies offline with the key from elsewhere', async () => {
  const made = await tokenward('audit', 'pack', '--last', '1d', '-o', at('evidence.tar.gz'));
  assert.match(made.out, /README\.txt in it says how it is verified/);
  const offline = commandLineOf(folder, { TOKENWARD_DATA: at('nothing') });
  const sound = await offline('audit', 'verify-pack', at('evidence.tar.gz'), '--public-key', at('key.pem'));
  assert.equal(sound.code, 0, sound.out);
  assert.match(sound.out, new RegExp(`^Sound: [\\s\\S]*calls checked +${CALLS}\\n`));
  const whole = readFileSync(at('evidence.tar.gz'));
  writeFileSync(at('evidence.tar.gz'), whole.subarray(0, -50));
  const cut = await offline('audit', 'verify-pack', at('evidence.tar.gz'), '--public-key', at('key.pem'));
  assert.deepEqual([cut.code, /^NOT SOUND\. .*cut/.test(cut.out)], [1, true], cut.out);
  assert.equal((await tokenward('audit', 'pack', '-o', at('evidence.tar.gz'))).code, 2);
});

test('a tampered export ends with 1 and the first event at fault', async () => {
  const lines = readFileSync(at('trail.ndjson'), 'utf8').split('\n');
  const verify = async (tampered: readonly string[]) => {
    writeFileSync(at('tampered.ndjson'), tampered.join('\n'));
    return tokenward('audit', 'verify', at('tampered.ndjson'), '--public-key', at('key.pem'));
  };
  const changed = await verify(lines.map((line) => line.replace('organisation:sample', 'organisation:simple')));
  assert.equal(changed.code, 1);
  assert.match(changed.out, /^NOT SOUND\. Event \d+ was changed/);
  const removed = await verify(lines.filter((line) => !line.includes('"sequence":2,')));
  assert.match(removed.out, /^NOT SOUND\. Event 2 was removed/);
  const cheaper = await verify(
    lines.map((line) => line.replace(/\\"costNanodollars\\":\\"\d+\\"/, '\\"costNanodollars\\":\\"1\\"')),
  );
  assert.match(cheaper.out, /^NOT SOUND\. .*batch/);
});

test('a key is shown once, works, and is dead a moment after it was revoked', async () => {
  const made = await tokenward(
    'keys',
    'create',
    '--name',
    'Try',
    '--person',
    'sam',
    '--allowed-use-case-ids',
    'coding',
    '--default-use-case-id',
    'coding',
    '--json',
  );
  assert.equal(made.code, 0, made.err);
  const { id, secret } = JSON.parse(made.out);
  const call = (name: string) => callHouse({ address: house.address, key: secret, name });
  const deadlineMs = performance.now() + 60_000;
  for (let answer = await call('fresh'); answer.status !== 200; answer = await call('fresh')) {
    assert.ok(performance.now() < deadlineMs, `the new key never worked: ${answer.status} ${answer.text}`);
  }
  assert.doesNotMatch((await tokenward('keys', 'list', '--json')).out, new RegExp(secret));
  assert.equal((await tokenward('keys', 'revoke', id, '--reason', 'tried')).code, 0);
  while ((await call('revoked')).status !== 401) assert.ok(performance.now() < deadlineMs, 'the revoked key works on');
});

test('apply shows the difference, asks, and records a version; what was applied is then nothing to change', async () => {
  const organisation =
    'organisation:\n  costCentres:\n    - { id: CC-1, name: One }\n  teams:\n    - { id: new-team, name: New, costCentre: CC-1 }\n';
  writeFileSync(at('organisation.yaml'), organisation);
  assert.equal((await tokenward('check', at('organisation.yaml'))).code, 0);
  const unasked = await tokenward('apply', at('organisation.yaml'));
  assert.equal(unasked.code, 2);
  assert.match(unasked.out, /^\+ create the cost centre "CC-1"$/m);
  assert.match(unasked.err, /Say --yes/);
  assert.equal((await tokenward('teams', 'show', 'new-team')).code, 1);
  const applied = await tokenward('apply', at('organisation.yaml'), '--yes');
  assert.match(applied.out, /Applied as version 1\./);
  assert.match((await tokenward('teams', 'list')).out, /^new-team +New +CC-1 /m);
  assert.match((await tokenward('apply', at('organisation.yaml'))).out, /^Nothing to change/);
  writeFileSync(at('organisation.yaml'), organisation.replace('name: New', 'name: Newer'));
  const plan = await tokenward('apply', at('organisation.yaml'), '--plan');
  assert.match(plan.out, /^~ update the team "new-team"\n {4}name: "New" → "Newer"$/m);
  writeFileSync(at('organisation.yaml'), organisation.replace('costCentre: CC-1', 'costCentre: CC-2'));
  const refused = await tokenward('apply', at('organisation.yaml'), '--yes');
  assert.equal(refused.code, 2);
  assert.match(refused.err, /organisation\.yaml:5:\d+ {2}There is no cost centre "CC-2"/);
});

test('the doctor finds the house well, and a house that is not there', async () => {
  const well = await tokenward('doctor', '--json');
  const faults = JSON.parse(well.out).found.filter(({ state }: { readonly state: string }) => state === 'fault');
  assert.deepEqual(faults, []);
  assert.equal(well.code, 0);
  const away = await tokenward('doctor', '--address', 'http://127.0.0.1:9');
  assert.match(away.out, /warning {2}server: http:\/\/127\.0\.0\.1:9 does not answer/);
});

test('a backup restores into a new data directory, and never over a store that was in use', async () => {
  const taken = await tokenward('backup', at('backup'), '--json');
  assert.equal(taken.code, 0, taken.err);
  const { digest } = JSON.parse(taken.out);
  const over = await tokenward('restore', at('backup'));
  assert.equal(over.code, 1);
  assert.match(over.err, /never overwrites/);
  const other = await tokenward('restore', at('backup'), '--data', at('other'), '--digest', '0'.repeat(64));
  assert.match(other.err, /not the backup that was meant/);
  const restored = await tokenward('restore', at('backup'), '--data', at('restored'), '--digest', digest);
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /key pepper/);
});

test('failures are a sentence with a remedy and an exit code, never a stack', async () => {
  const table: readonly (readonly [code: number, said: RegExp, ...asked: string[]])[] = [
    [1, /cannot be reached\. Is the server running/, 'usage', '--address', 'http://127.0.0.1:9'],
    [2, /write 24h, 7d or 12w/, 'usage', '--last', 'week'],
    [2, /unknown command 'usages'/, 'usages'],
    [2, /whole number from 1 to 500/, 'calls', '--limit', 'many'],
    [1, /There is no team "nobody"/, 'teams', 'show', 'nobody'],
    [2, /--name is missing/, 'teams', 'create', '--id', 'x'],
    [2, /Ed25519 public key/, 'audit', 'verify', at('trail.ndjson'), '--public-key', at('trail.ndjson')],
    [2, /no such file/, 'check', at('none.yaml')],
  ];
  for (const [code, said, ...asked] of table) {
    const answer = await tokenward(...asked);
    assert.equal(answer.code, code, `${asked.join(' ')}: ${answer.err}`);
    assert.match(answer.err, said);
    assert.doesNotMatch(answer.err + answer.out, /\n\s+at .*:\d+/);
  }
  const nowhere = await commandLineOf(folder, { TOKENWARD_DATA: at('nothing') })('usage');
  assert.match(nowhere.err, /No server is known here\. Start one with/);
  assert.equal(nowhere.code, 1);
});
