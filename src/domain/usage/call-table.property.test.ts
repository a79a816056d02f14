import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCallTable } from './call-table.ts';

const callIds = fc.integer({ min: 0, max: 300 }).map((number) => `call_${number}`);
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('set' as const), callId: callIds, value: fc.integer() }),
    fc.record({ kind: fc.constant('take' as const), callId: callIds }),
    fc.record({ kind: fc.constant('get' as const), callId: callIds }),
  ),
  { maxLength: 600, size: 'max' },
);

test('a table of calls answers as a map does, whatever comes and goes', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const table = createCallTable<number>();
      const map = new Map<string, number>();
      for (const step of all) {
        if (step.kind === 'set') {
          table.set(step.callId, step.value);
          map.set(step.callId, step.value);
        } else if (step.kind === 'take') {
          assert.equal(table.take(step.callId), map.get(step.callId));
          map.delete(step.callId);
        } else assert.equal(table.get(step.callId), map.get(step.callId));
        assert.equal(table.size(), map.size);
      }
      const seen = new Map<string, number>();
      table.each((callId, value) => seen.set(callId, value));
      assert.deepEqual(seen, map);
      table.clear();
      assert.equal(table.size(), 0);
    }),
  );
});
