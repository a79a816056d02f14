import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, hash, sign } from 'node:crypto';
import { test } from 'node:test';
import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import { type Checkpoint, checkpointSigningText, eventHashInput, GENESIS_HASH } from '../../domain/audit/chain.ts';
import { EXPORT_FORMAT } from '../../domain/audit/export-lines.ts';
import { keyIdOf, readCheckpointText, readPublicKey, verifyAuditExport } from './verify-audit-export.ts';

const own = generateKeyPairSync('ed25519');
const foreign = generateKeyPairSync('ed25519');
const pemOf = (pair: typeof own): string => pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** A trail of three events whose last is signed with `pair`, which the header brings along. */
function makeTrail(pair: typeof own): { readonly lines: readonly string[]; readonly checkpoint: Checkpoint } {
  const header = {
    kind: 'header',
    format: EXPORT_FORMAT,
    origin: 'test',
    keyId: keyIdOf(pair.publicKey),
    publicKeyPem: pemOf(pair),
    exportedAtMs: 1,
  };
  const events = [];
  let previousHash = GENESIS_HASH;
  for (let sequence = 1; sequence <= 3; sequence += 1) {
    const place = { sequence, previousHash, body: canonicalJson({ atMs: sequence, type: 'team.created', detail: {} }) };
    const eventHash = hash('sha256', eventHashInput(place), 'hex');
    events.push({ kind: 'event', ...place, hash: eventHash });
    previousHash = eventHash;
  }
  const statement = { origin: 'test', sequence: 3, hash: previousHash, atMs: 5 };
  const signature = sign(null, Buffer.from(checkpointSigningText(statement)), pair.privateKey).toString('base64');
  const checkpoint = { ...statement, keyId: keyIdOf(pair.publicKey), signature };
  const end = { kind: 'end', count: 3, lastSequence: 3, lastHash: previousHash };
  const lines = [header, ...events, { kind: 'checkpoint', ...checkpoint }, end].map((line) => JSON.stringify(line));
  return { lines, checkpoint };
}

const trail = makeTrail(own);
const nothingGiven = { publicKeyPems: [], pinned: [] };

test('a sound trail is sound with the key from elsewhere, up to its last signed event', async () => {
  const report = await verifyAuditExport(trail.lines, { publicKeyPems: [pemOf(own)], pinned: [trail.checkpoint] });
  assert.deepEqual([report.sound, report.keySource, report.signedUpToSequence], [true, 'given', 3]);
});

test('with no key given, the one in the export is used and the report says so', async () => {
  const report = await verifyAuditExport(trail.lines, nothingGiven);
  assert.deepEqual([report.sound, report.keySource], [true, 'export']);
});

test('a trail that a forger signed with a key of their own passes only as long as no key is given', async () => {
  const forged = makeTrail(foreign).lines;
  assert.equal((await verifyAuditExport(forged, nothingGiven)).sound, true);
  const report = await verifyAuditExport(forged, { publicKeyPems: [pemOf(own)], pinned: [] });
  assert.deepEqual([report.sound, report.finding?.kind], [false, 'checkpoint_key_unknown']);
});

test('a forger who claims the id of the given key is found by the signature', async () => {
  const forged = makeTrail(foreign).lines.map((line) =>
    line.replaceAll(keyIdOf(foreign.publicKey), keyIdOf(own.publicKey)),
  );
  const report = await verifyAuditExport(forged, { publicKeyPems: [pemOf(own)], pinned: [] });
  assert.equal(report.finding?.kind, 'checkpoint_forged');
});

test('what was changed is named by its event, in words', async () => {
  const changed = trail.lines.map((line) => line.replace('\\"atMs\\":2', '\\"atMs\\":9'));
  const report = await verifyAuditExport(changed, { publicKeyPems: [pemOf(own)], pinned: [] });
  assert.deepEqual([report.finding?.kind, report.finding?.sequence], ['changed', 2]);
  assert.match(report.sentence ?? '', /^Event 2 was changed/);
});

test('a cleanly cut tail is found by a checkpoint kept elsewhere, and by nothing else', async () => {
  const [header = '', first = ''] = trail.lines;
  const firstHash: unknown = JSON.parse(first).hash;
  const cut = [header, first, JSON.stringify({ kind: 'end', count: 1, lastSequence: 1, lastHash: firstHash })];
  assert.equal((await verifyAuditExport(cut, { publicKeyPems: [pemOf(own)], pinned: [] })).sound, true);
  const report = await verifyAuditExport(cut, { publicKeyPems: [pemOf(own)], pinned: [trail.checkpoint] });
  assert.equal(report.finding?.kind, 'tail_cut');
});

test('an empty file is not a sound trail', async () => {
  assert.equal((await verifyAuditExport([], nothingGiven)).sound, false);
});

test('a checkpoint is read as it was written, and nothing else is taken for one', () => {
  assert.deepEqual(readCheckpointText(JSON.stringify(trail.checkpoint)), { kind: 'checkpoint', ...trail.checkpoint });
  for (const text of ['', '{}', '[]', 'null', '{"kind":"header"}']) assert.equal(readCheckpointText(text), undefined);
});

test('only an Ed25519 public key is taken for one, never a private key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  assert.equal(readPublicKey(rsa.export({ type: 'spki', format: 'pem' }).toString()), undefined);
  assert.equal(readPublicKey(own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()), undefined);
  assert.equal(readPublicKey('text'), undefined);
  const raw = Buffer.from(own.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  assert.equal(keyIdOf(own.publicKey), createHash('sha256').update(raw).digest('hex').slice(0, 16));
});
