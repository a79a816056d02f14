import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { NOT_INSPECTED } from '../../domain/usage/not-inspected.ts';
import type { ProtectionEvent } from '../../ports/protection-store.ts';
import { batchOf, NOON_MS, sampleCall } from '../ingest/sample-call.fixture.ts';
import { auditBodies, count, withIngest } from '../ingest/with-ingest.fixture.ts';
import { createProtectionStore } from './create-protection-store.ts';

const LATER = [...Object.keys(NOT_INSPECTED), 'answerFindings', 'answerAction'];
const DAY_MS = 86_400_000;
const EVER = { fromMs: NOON_MS - 10 * DAY_MS, toMs: NOON_MS + 10 * DAY_MS };

/** A call that was refused for what was found in it. */
function refused(serial: number, changes: Partial<CallRecord> = {}): CallRecord {
  return sampleCall(serial, {
    decision: 'refuse',
    outcome: 'refused',
    errorCode: 'content_blocked',
    status: 403,
    dataClass: 'restricted',
    findings: { aws_access_key: 2 },
    findingsDigest: 'digest-1',
    costNanodollars: '0',
    usageBasis: 'none',
    ...changes,
  });
}

/** [what, change of the call, direction and action] */
const CASES: readonly (readonly [string, Partial<CallRecord>, readonly string[]])[] = [
  ['a refusal for content', {}, ['request refused']],
  ['a question for approval', { errorCode: 'approval_required' }, ['request asked']],
  ['a redacted request', { outcome: 'completed', obligations: ['redact', 'warn'] }, ['request redacted']],
  ['a warning', { outcome: 'completed', obligations: ['warn'] }, ['request warned']],
  ['a finding that was only noted', { outcome: 'completed', obligations: [] }, []],
  ['a refusal for another reason', { errorCode: 'journal_full' }, []],
  ['a refusal without a finding', { findings: {}, findingsDigest: null }, []],
  [
    'a withheld answer',
    { outcome: 'completed', findings: {}, findingsDigest: null, answerFindings: { iban: 1 }, answerAction: 'block' },
    ['answer withheld'],
  ],
  [
    'a redacted answer to a redacted request',
    { outcome: 'completed', obligations: ['redact'], answerFindings: { iban: 1 }, answerAction: 'redact' },
    ['answer redacted', 'request redacted'],
  ],
];

describeOnEachEngine('events of protection', (engine) => {
  for (const [what, changes, expected] of CASES)
    test(`${what} leaves ${expected.length === 0 ? 'no event' : expected.join(' and ')}, and the audit trail says the same`, () =>
      withIngest({ engine }, async ({ pool, ingest }) => {
        await ingest(batchOf(1, { settles: [refused(1, changes)] }));
        const { events } = await createProtectionStore({ pool }).events(EVER, { limit: 10, afterId: null });
        assert.deepEqual(events.map(({ direction, action }) => `${direction} ${action}`).sort(), expected);
        for (const { id, action } of events) {
          const [body, ...more] = (await auditBodies(pool, `protection.${action}`)).filter(
            ({ subject }) => subject === id,
          );
          assert.deepEqual([body?.detail['types'] !== undefined, more], [true, []]);
        }
      }));

  test('an event holds whose, what and when, and never a value', () =>
    withIngest({ engine }, async ({ pool, ingest }) => {
      await ingest(batchOf(1, { settles: [refused(1)] }));
      const store = createProtectionStore({ pool });
      const [event] = (await store.events(EVER, { limit: 10, afterId: null })).events;
      const { id, lastCallId, firstCallId, ...rest } = event ?? ({} as Partial<ProtectionEvent>);
      assert.equal(firstCallId, lastCallId);
      assert.deepEqual(rest, {
        fingerprint: 'digest-1',
        owner: 'person:ada',
        teamId: 'support',
        useCaseId: 'drafting',
        keyId: 'key-1',
        sessionId: null,
        taskId: 'task-1',
        modelId: 'small',
        direction: 'request',
        types: { aws_access_key: 2 },
        dataClass: 'restricted',
        action: 'refused',
        calls: 1,
        firstAtMs: NOON_MS + 1,
        lastAtMs: NOON_MS + 1,
        policyVersion: 'p1',
        rules: ['use_case.allowed'],
      });
      assert.deepEqual(await store.event(id ?? ''), event);
      assert.equal(await store.event('nothing'), undefined);
    }));

  test('the same content of the same owner is one event a day, counted, and one line of the audit trail', () =>
    withIngest({ engine }, async ({ pool, ingest }) => {
      await ingest(batchOf(1, { settles: [refused(1), refused(2)] }));
      await ingest(batchOf(2, { settles: [refused(3)] }));
      await ingest(batchOf(3, { settles: [refused(4, { personId: 'ben' })] }));
      await ingest(batchOf(4, { settles: [refused(5, { admittedAtMs: NOON_MS + DAY_MS })] }));
      const { events } = await createProtectionStore({ pool }).events(EVER, { limit: 10, afterId: null });
      assert.deepEqual(
        events.map(({ owner, calls }) => [owner, calls]),
        [
          ['person:ada', 1],
          ['person:ben', 1],
          ['person:ada', 3],
        ],
      );
      assert.equal((await auditBodies(pool, 'protection.refused')).length, 3);
      assert.equal((await auditBodies(pool, 'call.refused')).length, 0);
    }));

  test('lines that are offered again count nothing', () =>
    withIngest({ engine }, async ({ pool, ingest }) => {
      const settles = [refused(1), refused(2)];
      await ingest(batchOf(1, { settles }));
      await ingest(batchOf(1, { settles }));
      await ingest(batchOf(2, { settles: [...settles, refused(3)] }));
      const { events } = await createProtectionStore({ pool }).events(EVER, { limit: 10, afterId: null });
      assert.deepEqual(
        events.map(({ calls }) => calls),
        [3],
      );
      assert.equal((await auditBodies(pool, 'protection.refused')).length, 1);
    }));

  test('events are listed newest first, page by page, by what is asked for', () =>
    withIngest({ engine }, async ({ pool, ingest }) => {
      const settles = [1, 2, 3, 4, 5].map((serial) =>
        refused(serial, { findingsDigest: `digest-${serial}`, teamId: serial === 3 ? 'legal' : 'support' }),
      );
      await ingest(batchOf(1, { settles }));
      const store = createProtectionStore({ pool });
      const seen: string[] = [];
      for (let afterId: string | null | undefined; afterId !== null; ) {
        const page = await store.events(EVER, { limit: 2, afterId: afterId ?? null });
        seen.push(...page.events.map(({ fingerprint }) => fingerprint));
        afterId = page.nextAfterId;
      }
      assert.deepEqual(seen, ['digest-5', 'digest-4', 'digest-3', 'digest-2', 'digest-1']);
      await pool.query(
        `insert into tokenward.use_case (id, name, category, purpose, expected_value, tier, lane, model_stack, approved_template_ids,
           allowed_data_classes, logging_rule, required_approvals, store_away, status, revision, managed_by, created_at, updated_at,
           changed_version)
         values ('drafting', 'Drafting', '', '', '', 1, 'both', '[]', '[]', '[]', 'metadata', '[]', 'refuse', 'active', 1, 'api',
           now(), now(), 1)`,
      );
      const found = async (filter: object) =>
        (await store.events({ ...EVER, ...filter }, { limit: 10, afterId: null })).events.length;
      assert.deepEqual(
        [
          await found({ teamId: 'legal' }),
          await found({ type: 'aws_access_key' }),
          await found({ type: 'iban' }),
          await found({ action: 'asked' }),
          await found({ owner: 'person:ada', direction: 'request' }),
          await found({ toMs: NOON_MS }),
          await found({ modelId: 'small' }),
          await found({ modelId: 'another' }),
          await found({ tier: '1' }),
          await found({ tier: '3' }),
        ],
        [1, 5, 0, 0, 5, 0, 5, 0, 5, 0],
      );
    }));

  test('a line from before inspection is taken in, with nothing found', () =>
    withIngest({ engine }, async ({ pool, ingest }) => {
      const known = Object.entries(sampleCall(1)).filter(([member]) => !LATER.includes(member));
      const old = Object.fromEntries(known);
      await ingest({ ...batchOf(1, {}), settles: [Buffer.from(JSON.stringify(old))] });
      assert.equal(await count(pool, 'calls'), 1);
      const { rows } = await pool.query(
        'select findings, obligations, answer_findings, data_class from tokenward.calls',
      );
      assert.deepEqual(rows, [{ findings: {}, obligations: [], answer_findings: {}, data_class: null }]);
    }));
});
