import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { embeddedEngine } from '../fakes/store-engines.ts';
import { callHouse } from './call-house.ts';
import { type CommandLine, commandLineOf } from './command-line.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';
import { openServerCluster } from './server-cluster.ts';
import { makeSharedSecrets } from './shared-secrets.ts';

/** The promise: kept by the fastest of what is published, as a busy machine may hold up one of them. */
const HEEDED_MAX_MS = 1_000;
/** What is no matter of a busy machine any more. */
const BUSY_MAX_MS = 20_000;
const SAMPLE_POLICY = fileURLToPath(new URL('../../data/sample-policy.yaml', import.meta.url));
const ASKS = `matrix:
  - id: summaries-ask
    for: { useCase: [summarising] }
    when: {}
    does: [ask]
    why: Summaries are looked at by a person.
`;

// On one engine: how gateways hear of one another is tried on both by many-gateways.test.ts.
test('a call is asked for at one gateway, approved, and goes through at both; a pattern stops it at both', async (t) => {
  const upstream = await startCountingUpstream();
  const cluster = await openServerCluster(embeddedEngine);
  const databaseUrl = await cluster.makeDatabase('asked');
  const environment = makeSharedSecrets();
  const folders = [makeHouseFolder(), makeHouseFolder()];
  const houses = await Promise.all(
    folders.map((folder) => startHouse({ folder, upstream: upstream.baseUrl, databaseUrl, environment })),
  );
  const first = houses.findIndex(({ key }) => key !== '');
  const [folder, key] = [folders[first] ?? '', houses[first]?.key ?? ''];
  const tokenward = commandLineOf(folder);
  const told = async (...words: readonly string[]): Promise<string> => {
    const said = await tokenward(...words);
    assert.equal(said.code, 0, said.err);
    return said.out;
  };
  const call = (address: string, content: string) => {
    const body = { messages: [{ role: 'user', content }] };
    const headers = { 'tokenward-use-case': 'summarising' };
    return callHouse({ address, key, name: 'asked', model: 'gpt-5.4-mini', body, headers });
  };
  const waits: number[] = [];
  const everywhere = async (what: string, content: string, status: number): Promise<void> => {
    const fromMs = performance.now();
    for (const { address } of houses)
      await eventually(what, async () => (await call(address, content)).status === status);
    const waitedMs = Math.round(performance.now() - fromMs);
    t.diagnostic(`${what} at both gateways ${waitedMs} ms after the command`);
    waits.push(waitedMs);
  };
  await publishPolicy(folder, tokenward);
  const content = 'Sum up the meeting of the beekeepers.';
  await eventually('the question', async () => (await call(houses[0]?.address ?? '', content)).status === 403);
  const asked = await call(houses[0]?.address ?? '', content);
  const id = /approval-[0-9a-f]{24}/.exec(asked.text)?.[0] ?? '';
  assert.equal((await call(houses[1]?.address ?? '', content)).text.includes(id), true, 'one question at both');
  await eventually('the question in the list', async () => (await told('approvals', 'list')).includes(id));
  assert.equal(upstream.seen.length, 0, 'nothing has left');

  await told('approvals', 'approve', id, '--for', '30m', '--reason', 'for the minutes');
  await everywhere('the approval', content, 200);
  assert.equal((await call(houses[1]?.address ?? '', 'Sum up something else.')).status, 403, 'and nothing else');

  const pattern = ['--word', 'a project code', '--pattern', 'ZEPHYR-[0-9]{4}', '--class', 'restricted'];
  const secret = 'Write about ZEPHYR-4711.';
  await told('detection', 'patterns', 'save', 'project_code', ...pattern);
  const fromMs = performance.now();
  for (const { address } of houses)
    await eventually('the pattern', async () => (await call(address, secret)).text.includes('a project code'));
  const waitedMs = Math.round(performance.now() - fromMs);
  t.diagnostic(`the pattern at both gateways ${waitedMs} ms after the command`);
  waits.push(waitedMs);
  assert.ok(Math.min(...waits) < HEEDED_MAX_MS, `${waits.join(', ')} ms`);
  assert.ok(Math.max(...waits) < BUSY_MAX_MS, `${waits.join(', ')} ms`);
  assert.match(await told('audit', 'events'), /approval\.approved[\s\S]*detection_pattern\.created/);
  await Promise.all(houses.map((house) => house.terminate()));
});

/** Another person than the one who proposes approves. */
async function publishPolicy(folder: string, tokenward: CommandLine): Promise<void> {
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, readFileSync(SAMPLE_POLICY, 'utf8').replace('matrix:\n', ASKS));
  const scopes = ['--scopes', 'control.read,control.write'];
  const made = await tokenward('keys', 'create', '--name', 'Ruth', '--person', 'ruth', ...scopes, '--json');
  const keyFile = join(folder, 'ruth.key');
  writeFileSync(keyFile, JSON.parse(made.out).secret);
  await tokenward('policy', 'propose', file, '--note', 'Summaries ask');
  await eventually('the second pair of eyes', async () => {
    const approved = await tokenward('policy', 'approve', '2', '--key-file', keyFile);
    return approved.code === 0;
  });
  const published = await tokenward('policy', 'publish', '2');
  assert.equal(published.code, 0, published.err);
}
