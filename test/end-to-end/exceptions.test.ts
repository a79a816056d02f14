import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { callHouse } from './call-house.ts';
import { commandLineOf } from './command-line.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';
import { verifyTrail } from './verify-trail.ts';

const PRELOAD = fileURLToPath(new URL('clock-jump.preload.ts', import.meta.url));
/** Nobody ends an exception here: two hours later it is over. */
const JUMP_HOURS = 3;
/** Of the sample organisation: whose key the calls are made by, and who owns the envelope. */
const ASKS = 'sam';
const OWNS = 'ruth';
/** Room for a dozen calls. */
const CAP = '0.002';

test('a call that is refused for its budget goes through under an exception, and is refused again when its time is over', async () => {
  const upstream = await startCountingUpstream();
  const folder = makeHouseFolder();
  const shiftFile = join(folder, 'shift');
  const house = await startHouse({
    folder,
    upstream: upstream.baseUrl,
    nodeArguments: ['--import', PRELOAD],
    environment: { CLOCK_SHIFT_FILE: shiftFile },
  });
  const tokenward = commandLineOf(folder);
  const told = async (...words: readonly string[]): Promise<string> => {
    const said = await tokenward(...words);
    assert.equal(said.code, 0, said.err);
    return said.out;
  };
  const call = async (): Promise<string> => {
    const body = { messages: [{ role: 'user', content: 'Say something short.' }], max_tokens: 64 };
    const { status, text } = await callHouse({ ...house, name: 'exceptional', model: 'gpt-5.4-mini', body });
    return status === 200 ? '200' : `${status} ${JSON.parse(text).error?.code}`;
  };
  const becomes = (what: string, wanted: string): Promise<unknown> =>
    eventually(what, async () => (await call()) === wanted);

  assert.equal(await call(), '200');
  const tight = ['--id', 'tight', '--name', 'Tight', '--person-id', ASKS, '--owner-person-id', OWNS];
  await told('envelopes', 'create', ...tight, '--hard-cap', CAP);
  await becomes('the refusal', '429 insufficient_quota');

  const wish = ['--envelope-id', 'tight', '--cap', CAP, '--for', '2h', '--reason', 'deadline', '--why', 'the fair'];
  const own = ['--key-file', join(folder, 'sam.key')];
  writeFileSync(join(folder, 'sam.key'), house.key);
  const asked = JSON.parse(await told('exceptions', 'request', ...wish, ...own, '--json'));
  assert.deepEqual([asked.state, asked.requesterId, asked.approverId], ['requested', ASKS, OWNS]);
  assert.equal(await call(), '429 insufficient_quota', 'asking is not having');
  const alone = await tokenward('exceptions', 'approve', asked.id);
  assert.notEqual(alone.code, 0);
  assert.match(alone.err, /"ruth" decides on this\. The owner of the envelope "tight"/);

  const keyFile = await keyOf(OWNS, { folder, told });
  await told('exceptions', 'approve', asked.id, '--key-file', keyFile, '--reason', 'for the fair');
  await becomes('the exception', '200');
  const { spent, cap } = JSON.parse(await told('exceptions', 'show', asked.id, ...own, '--json'));
  assert.ok(Number(spent.nanodollars) < Number(cap.nanodollars) / 2, 'it will not end because it is spent');

  writeFileSync(shiftFile, String(JUMP_HOURS));
  process.kill(house.pid, 'SIGUSR2');
  await eventually('the jump', () => house.written().includes('the clock is off'));
  assert.equal(await call(), '429 insufficient_quota', 'over by the clock, before anybody wrote it down');
  assert.match(await told('exceptions', 'show', asked.id, ...own), /state +expired/);
  assert.match(await told('audit', 'events'), /exception\.requested[\s\S]*exception\.granted/);
  await verifyTrail(house);
  assert.deepEqual(await house.terminate(), { code: 0, signal: null });
});

async function keyOf(
  personId: string,
  { folder, told }: { readonly folder: string; readonly told: (...words: readonly string[]) => Promise<string> },
): Promise<string> {
  const made = await told(
    'keys',
    'create',
    '--name',
    personId,
    '--person',
    personId,
    '--scopes',
    'call,approve',
    '--json',
  );
  const file = join(folder, `${personId}.key`);
  writeFileSync(file, JSON.parse(made).secret);
  return file;
}
