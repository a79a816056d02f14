import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type VerifiedPack, verifyEvidencePack } from '../../../src/app/audit/verify-evidence-pack.ts';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse, START_MS } from './control-house.ts';
import { makeSigner } from './make-signer.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CALL = '019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11';
const SECRET = 'A letter that nobody but its reader may see.';
const at = (ms: number): string => new Date(ms).toISOString();

describe('An evidence pack by the control API', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let folder: string;
  let pack: Buffer;
  let files: ReadonlyMap<string, string>;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tokenward-pack-'));
    house = await openControlHouse();
    ada = await house.admin();
    for (const id of ['ruth', 'olga']) await house.addPerson(id);
    await live();
    house.clock.ms = START_MS + HOUR_MS;
    pack = await packOf(START_MS - DAY_MS, START_MS + DAY_MS);
    files = unpack(pack);
  });
  after(async () => {
    await house.close();
    rmSync(folder, { recursive: true });
  });

  test('it is verified by sha256sum and openssl alone, with the key from elsewhere', () => {
    const inside = join(folder, folderOf());
    assert.match(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: inside }).toString(), /README.txt: OK/);
    const key = join(folder, 'kept.pem');
    writeFileSync(key, house.publicKeyPem);
    const signed = ['-in', 'SHA256SUMS', '-sigfile', 'SHA256SUMS.sig'];
    execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', key, '-rawin', ...signed], { cwd: inside });
  });

  test('every section says what was asked, when, and how many rows it gave', () => {
    const manifest: unknown = JSON.parse(textOf('manifest.json'));
    const { sections } = manifest as { readonly sections: readonly Record<string, unknown>[] };
    const rows = Object.fromEntries(sections.map(({ title, rows: count }) => [title, count]));
    assert.deepEqual(rows, {
      ...{ 'Use cases': 1, 'Policy versions': 1, 'Role grants': 1, Keys: 4, Exceptions: 1, Approvals: 0 },
      ...{ Containment: 1, 'Requests to read content': 1, 'Readings of content': 1, 'Closed months': 0 },
      ...{ 'Audit trail': rows['Audit trail'], Calls: 2 },
    });
    for (const { asked, askedAt, files: named } of sections) {
      assert.match(String(asked), /\.$/);
      assert.equal(askedAt, at(START_MS + HOUR_MS));
      for (const { name } of named as readonly { readonly name: string }[]) assert.ok(files.has(name), name);
    }
    assert.match(textOf('README.txt'), /sha256sum -c SHA256SUMS/);
  });

  test('exceptions name requester and approver, and what a person wrote is no formula of a spreadsheet', () => {
    const [head = '', row = ''] = textOf('exceptions.csv').split('\r\n');
    const cells = Object.fromEntries(head.split(',').map((name, index) => [name, cellsOf(row)[index]]));
    assert.deepEqual([cells['requesterId'], cells['approverId'], cells['decidedBy']], ['ruth', 'olga', 'olga']);
    assert.equal(cells['why'], "'=HYPERLINK(1)");
  });

  test('a policy that was in force is there with its text, and with who wrote and who approved it', () => {
    const [, row = ''] = textOf('policy-versions.csv').split('\r\n');
    assert.match(row, /^1-[0-9a-f]{12},active,.*,ada,ada,"\[\{""atMs"":\d+,""personId"":""olga""/);
    assert.match(textOf(/policies\/1-[0-9a-f]{12}\.txt/.exec(row)?.[0] ?? ''), /Write CUSTOMER in its place/);
  });

  test('calls are counted by use case, team, decision and outcome, from the very trail that is in it', () => {
    assert.equal(
      textOf('calls.csv'),
      'useCaseId,teamId,decision,outcome,calls,callsUnpriced,tokens,costNanodollars\r\n' +
        'drafting,legal,allow,completed,1,1,450,0\r\ndrafting,support,allow,completed,2,0,900,1234505\r\n',
    );
  });

  test('no key, no digest of one and nothing that was kept of a call is in it', async () => {
    const { rows } = await house.database.pool.query<{ text: string }>(
      'select row_to_json(k)::text as text from tokenward.api_key k',
    );
    const digests = rows.flatMap(({ text }) => text.match(/[0-9a-f]{64}/g) ?? []);
    assert.ok(digests.length > 0);
    for (const [name, text] of files) {
      assert.ok(!text.includes('nobody but its reader'), name);
      for (const digest of digests) assert.ok(!text.includes(digest), name);
    }
  });

  test('that it was asked for, and what its sums hash to are in the trail', async () => {
    const asked = await ada.call('listAuditEvents', { query: { type: 'audit_pack.asked' } });
    assert.match(asked.rows[0]?.body ?? '', /"id":"ada"/);
    const { rows } = await ada.call('listAuditEvents', { query: { type: 'audit_pack.made' } });
    const [sums] = execFileSync('sha256sum', [join(folder, folderOf(), 'SHA256SUMS')])
      .toString()
      .split(' ');
    assert.match(rows[0]?.body ?? '', new RegExp(`"sumsSha256":"${sums}"`));
  });

  test('the verifier finds it sound, its trail signed to the last event, and says whose key that rests on', async () => {
    const report = await verified(pack, [house.publicKeyPem]);
    assert.deepEqual([report.faults, report.sound, report.keySource], [[], true, 'given']);
    assert.equal(report.trail?.signedUpToSequence, report.trail?.lastSequence);
    assert.equal(report.trail?.leavesChecked, 3);
    assert.equal(report.pack?.madeBy, 'person:ada');
    assert.equal((await verified(pack, [])).keySource, 'export');
    const foreign = await verified(pack, [makeSigner().publicKeyPem]);
    assert.match(foreign.faults.join(), /not a signature of the sums by a key that was given/);
  });

  test('a file that was changed, a file that was added and a pack that was cut are found', async () => {
    const changed = await verified(edited('olga', 'ruth'), []);
    assert.ok(
      changed.faults.some((fault) => fault.startsWith('exceptions.csv was changed')),
      changed.faults.join('\n'),
    );
    assert.match((await verified(pack.subarray(0, -100), [])).faults.join(), /cut/);
    assert.match((await verified(Buffer.from('text'), [])).faults.join(), /not compressed/);
    writeFileSync(join(folder, folderOf(), 'more.csv'), 'a,b\r\n');
    execFileSync('tar', ['czf', 'more.tar.gz', folderOf()], { cwd: folder });
    const more = await verified(readFileSync(join(folder, 'more.tar.gz')), []);
    assert.deepEqual(more.faults, ["more.csv is none of the pack's files."]);
  });

  test('a pack of a time before anything has tables without rows and is sound', async () => {
    const empty = await packOf(START_MS - 9 * DAY_MS, START_MS - 8 * DAY_MS);
    const report = await verified(empty, [house.publicKeyPem]);
    assert.deepEqual([report.faults, report.trail?.eventsChecked], [[], 0]);
  });

  test('a time that has not begun, or ends before it begins, is refused with nothing in the trail', async () => {
    for (const [from, to] of [
      [START_MS + 2 * DAY_MS, START_MS + 3 * DAY_MS],
      [START_MS, START_MS - 1],
    ] as const)
      await assert.rejects(
        packOf(from, to),
        (error) => error instanceof ProblemError && error.problem.code === 'time_range_invalid',
      );
    const reader = house.clientOf(await house.makeKey(['control.read']));
    await assert.rejects(
      Array.fromAsync(reader.file('makeEvidencePack', { query: { from: at(0), to: at(1) } })),
      ProblemError,
    );
    const { rows } = await ada.call('listAuditEvents', { query: { type: 'audit_pack.asked' } });
    assert.equal(rows.length, 2);
  });

  /** A little of everything that a pack tells of. */
  async function live(): Promise<void> {
    const ruth = house.clientOf(await house.makeKeyOf('ruth', ['call']));
    const olga = house.clientOf(await house.makeKeyOf('olga', ['call', 'approve']));
    await ada.call('createUseCase', {
      body: { id: 'drafting', name: 'Drafting', tier: 1, modelStack: [], ownerPersonId: 'olga' },
    });
    const envelope = {
      id: 'support',
      name: 'Support',
      scope: { teamId: 'support' },
      hardCap: '100',
      ownerPersonId: 'olga',
    };
    await ada.call('createEnvelope', { body: envelope });
    await ada.call('grantRole', { body: { personId: 'olga', role: 'auditor', reason: 'the audit of the year' } });
    const asked = await ruth.call('requestException', {
      body: {
        ...{ kind: 'raise_envelope', envelopeId: 'support', reasonCode: 'deadline', why: '=HYPERLINK(1)' },
        ...{ scope: { personId: 'ruth' }, cap: '20', endsAt: at(START_MS + 7 * DAY_MS) },
      },
    });
    await olga.call('approveException', { params: { id: asked.id }, body: {} });
    await ada.call('suspend', { body: { kind: 'use_case', id: 'drafting', reason: 'a leak', expiresAt: null } });
    await keepAndRead();
    await publish();
    const ingest = createIngest({
      pool: house.database.pool,
      clock: { nowMs: () => house.clock.ms },
      log: () => undefined,
    });
    const calls = [
      sampleCall(1, { admittedAtMs: START_MS - 3 * HOUR_MS }),
      sampleCall(2, { admittedAtMs: START_MS - 2 * HOUR_MS, personId: 'eve', teamId: 'legal', costNanodollars: null }),
      sampleCall(3, { admittedAtMs: START_MS - HOUR_MS, modelId: 'large', costNanodollars: '5' }),
    ];
    await ingest(batchOf(1, { admits: calls, settles: calls }));
  }

  async function publish(): Promise<void> {
    const document = {
      matrix: [
        {
          ...{ id: 'no-mail-in-drafts', for: { useCase: ['drafting'] }, when: { findings: ['personal'] } },
          ...{ does: ['refuse'], why: 'No personal data in drafts.', instead: 'Write CUSTOMER in its place.' },
        },
      ],
    };
    const { id } = await ada.call('draftPolicyVersion', { body: { document } });
    const second = house.clientOf(await house.makeKeyOf('olga', EVERY_SCOPE));
    await second.call('approvePolicyVersion', { params: { id }, body: {} });
    await ada.call('publishPolicyVersion', { params: { id }, body: {} });
  }

  async function keepAndRead(): Promise<void> {
    await house.keepContent({
      ...{ callId: CALL, atMs: START_MS - HOUR_MS, useCaseId: 'drafting', tier: 1, dataClass: 'internal' },
      owner: { kind: 'person', personId: 'ruth' },
      parts: [{ direction: 'request', kind: 'user', text: SECRET }],
    });
    const body = { callId: CALL, purpose: 'quality', reason: 'A complaint.', minutes: 10 } as const;
    const access = await ada.call('requestContentAccess', { body });
    const { rows } = await ada.call('listContent', { query: { callId: CALL } });
    await ada.call('readContent', { params: { id: rows[0]?.id ?? '' }, query: { accessId: access.id } });
  }

  async function packOf(fromMs: number, toMs: number): Promise<Buffer> {
    return Buffer.concat(
      await Array.fromAsync(ada.file('makeEvidencePack', { query: { from: at(fromMs), to: at(toMs) } })),
    );
  }

  /** Cells as RFC 4180 has them. */
  function cellsOf(row: string): readonly string[] {
    return [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell);
  }

  function folderOf(): string {
    return 'tokenward-evidence-2026-11-19-to-2026-11-20';
  }

  function textOf(name: string): string {
    return files.get(name) ?? '';
  }

  function unpack(archive: Buffer): ReadonlyMap<string, string> {
    writeFileSync(join(folder, 'pack.tar.gz'), archive);
    const names = execFileSync('tar', ['xvzf', 'pack.tar.gz'], { cwd: folder }).toString().trim().split('\n');
    return new Map(
      names.map((name) => [name.slice(folderOf().length + 1), readFileSync(join(folder, name), 'latin1')]),
    );
  }

  /** The exceptions' approver written over by somebody who can pack an archive, and sign nothing. */
  function edited(name: string, by: string): Buffer {
    const plain = gunzipSync(pack);
    const from = plain.indexOf('exceptions.csv');
    const place = plain.indexOf(name, from);
    plain.write(by, place);
    return gzipSync(plain);
  }

  function verified(archive: Buffer, publicKeyPems: readonly string[]): Promise<VerifiedPack> {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield archive;
    }
    return verifyEvidencePack(pieces(), { publicKeyPems });
  }
});
