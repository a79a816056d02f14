import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandLineOf } from './command-line.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';
import { untilDrained, untilLedgerHas } from './read-ledger.ts';

const folder = makeHouseFolder();
const at = (name: string): string => join(folder, name);
// At the top and not in a hook: what is started there ends with the file, what a hook starts ends with the hook.
const upstream = await startCountingUpstream();
const house = await startHouse({ folder, upstream: upstream.baseUrl });
const tokenward = commandLineOf(folder);

async function draft(): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(`${house.address}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${house.key}`,
      'content-type': 'application/json',
      'tokenward-use-case': 'drafting',
    },
    body: JSON.stringify({ model: 'gpt-5.4-mini', messages: [{ role: 'user', content: 'Draft a note.' }] }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** The published policy decides within a second; a busy machine is given more. */
const untilStatus = (status: number): Promise<unknown> =>
  eventually(`status ${status}`, async () => (await draft()).status === status);

test('a governance owner changes a rule, sees what it would have changed, publishes with a second person, and rolls back', async () => {
  assert.equal((await draft()).status, 200);
  await untilDrained(house.address);
  await untilLedgerHas(house, 1);

  assert.equal((await tokenward('policy', 'show', '1', '--source')).code, 0);
  const source = (await tokenward('policy', 'show', '1', '--source')).out;
  const row =
    'matrix:\n  - id: no-drafts\n    for: { useCase: [drafting] }\n    does: [refuse]\n    why: Drafts are closed today.\n    instead: Come back tomorrow.\n';
  writeFileSync(at('broken.yaml'), source.replace('matrix:\n', row));
  const broken = await tokenward('policy', 'test', at('broken.yaml'), '--server');
  assert.equal(broken.code, 1);
  assert.match(
    broken.out,
    /FAIL an ordinary draft goes on\n +\S+broken\.yaml:\d+ {2}expected allow, was refuse by no-drafts/,
  );
  const refused = await tokenward('policy', 'propose', at('broken.yaml'));
  assert.match(refused.err, /The policy has faults, or a case of it comes out otherwise/);

  const changed = readFileSync(at('broken.yaml'), 'utf8').replace(/cases:[\s\S]*$/, '');
  writeFileSync(at('policy.yaml'), changed);
  assert.equal((await tokenward('policy', 'check', at('policy.yaml'), '--server')).code, 0);
  const plan = await tokenward('policy', 'plan', at('policy.yaml'));
  assert.match(plan.out, /^Against version 1, .* 1 would come out otherwise\./);
  assert.match(plan.out, /1 +allow +refuse \(stricter\) +no-drafts +platform +drafting/);

  assert.match(
    (await tokenward('policy', 'propose', at('policy.yaml'), '--note', 'Closed')).out,
    /^Version 2 .* is proposed\./,
  );
  const alone = await tokenward('policy', 'approve', '2');
  assert.equal(alone.code, 1);
  assert.match(alone.err, /"mara" wrote or proposed version 2/);
  const key = await tokenward(
    'keys',
    'create',
    '--name',
    'Ines',
    '--person',
    'ines',
    '--scopes',
    'control.read,control.write',
    '--json',
  );
  writeFileSync(at('ines.key'), JSON.parse(key.out).secret);
  const approved = await eventually('the approval', async () => {
    const answer = await tokenward('policy', 'approve', '2', '--key-file', at('ines.key'));
    return answer.code === 0 && answer;
  });
  assert.match(approved.out, /^Version 2 .* is approved/);
  assert.equal((await draft()).status, 200);
  assert.match((await tokenward('policy', 'diff', '2')).out, /^\+ no-drafts$/m);

  assert.equal((await tokenward('policy', 'publish', '2')).code, 0);
  await untilStatus(403);
  const { text } = await draft();
  assert.match(text, /Drafts are closed today\./);
  assert.match(text, /Come back tomorrow\./);

  assert.equal((await tokenward('policy', 'rollback', '1')).code, 0);
  await untilStatus(200);
  await untilDrained(house.address);
  const { rows } = JSON.parse((await tokenward('calls', '--json')).out);
  const versions = new Set(
    rows.map(({ policyVersion }: { readonly policyVersion: string }) => policyVersion.split('-')[0]),
  );
  assert.deepEqual([...versions].sort(), ['1', '2']);
  const events = await tokenward('audit', 'events', '--json');
  for (const step of ['proposed', 'approval_given', 'published', 'rolled_back_to']) {
    assert.match(events.out, new RegExp(`policy_version\\.${step}`));
  }
});
