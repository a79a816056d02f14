import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeCheckpoint, makeEvent, makeExport, sha256, verifyLines, verifyTexts } from './audit-export.fixture.ts';
import { type Checkpoint, eventHashInput } from './chain.ts';
import type { ExportLine } from './export-lines.ts';
import {
  exports,
  findEvent,
  flip,
  groups,
  isEvent,
  places,
  replaceEvent,
  rewriteFrom,
} from './export-mutations.fixture.ts';

const seed = Number(process.env['SEED'] ?? 20260104);
const runs = { seed, numRuns: 300 };
console.info(`audit export properties: seed ${seed}`);

test('a sound export is found sound, and signed up to its last checkpoint', () => {
  fc.assert(
    fc.property(exports, (wanted) => {
      const report = verifyLines(makeExport(wanted));
      assert.equal(report.finding, null);
      assert.equal(report.eventsChecked, wanted.events);
      assert.equal(
        report.signedUpToSequence,
        wanted.checkpointsAt.length === 0 ? null : Math.max(...wanted.checkpointsAt),
      );
    }),
    runs,
  );
});

test('a changed body, hash, link or number names the event as changed', () => {
  const members = fc.constantFrom('body' as const, 'hash' as const, 'previousHash' as const, 'sequence' as const);
  fc.assert(
    fc.property(places, members, fc.nat(), ([wanted, sequence, other], member, at) => {
      const lines = makeExport(wanted);
      const event = findEvent(lines, sequence);
      if (member === 'sequence' && other === sequence) return;
      const change = member === 'sequence' ? { sequence: other } : { [member]: flip(event[member], at) };
      assert.deepEqual(verifyLines(replaceEvent(lines, sequence, change)).finding, { kind: 'changed', sequence });
    }),
    runs,
  );
});

test('an event that was changed and hashed anew is named, also where no checkpoint follows it', () => {
  fc.assert(
    fc.property(places, fc.nat(), ([wanted, sequence], at) => {
      const lines = makeExport(wanted);
      const event = findEvent(lines, sequence);
      const body = flip(event.body, at).replace('calls.batch', 'calls.other');
      const { finding } = verifyLines(replaceEvent(lines, sequence, makeEvent({ ...event, body })));
      assert.ok(finding !== null);
      const isLast = sequence === wanted.events;
      const hasLeaves = sequence % 3 === 0;
      // Its leaves or its checkpoint stand before the event that shows it, and name the same place.
      const kinds = [
        'changed',
        ...(hasLeaves ? ['leaf_changed', 'leaves_foreign'] : []),
        ...(isLast ? ['rewritten'] : []),
      ];
      assert.ok(kinds.includes(finding.kind), finding.kind);
      assert.ok(
        finding.sequence === sequence || (finding.kind === 'leaves_foreign' && finding.sequence === sequence + 1),
      );
    }),
    runs,
  );
});

test('a removed event is named as removed, with and without what follows it', () => {
  fc.assert(
    fc.property(places, fc.boolean(), ([wanted, sequence], withFollowers) => {
      const { head, events, end } = groups(makeExport(wanted));
      const left = events.flatMap((group, index) => {
        if (index + 1 !== sequence) return group;
        return withFollowers ? [] : group.slice(1);
      });
      const expected = { kind: 'removed', sequence, lastSequence: sequence };
      assert.deepEqual(verifyLines([...head, ...left, ...end]).finding, expected);
    }),
    runs,
  );
});

test('two events that changed places are named as reordered', () => {
  fc.assert(
    fc.property(places, ([wanted, one, other]) => {
      if (one === other) return;
      const { head, events, end } = groups(makeExport(wanted));
      const [first, second] = [Math.min(one, other), Math.max(one, other)];
      const swapped = events.map((group, index) => {
        if (index + 1 === first) return events[second - 1] ?? [];
        return index + 1 === second ? (events[first - 1] ?? []) : group;
      });
      const expected = { kind: 'reordered', sequence: first, foundSequence: second };
      assert.deepEqual(verifyLines([...head, ...swapped.flat(), ...end]).finding, expected);
    }),
    runs,
  );
});

test('an event that was moved elsewhere is named as reordered', () => {
  fc.assert(
    fc.property(places, ([wanted, from, to]) => {
      if (from === to) return;
      const { head, events, end } = groups(makeExport(wanted));
      const [moved = []] = events.splice(from - 1, 1);
      events.splice(to - 1, 0, moved);
      const { finding } = verifyLines([...head, ...events.flat(), ...end]);
      assert.ok(finding?.kind === 'reordered' || (finding?.kind === 'removed' && from < to), JSON.stringify(finding));
      assert.equal(finding.sequence, Math.min(from, to));
    }),
    runs,
  );
});

test('a copied or an invented event is named as inserted', () => {
  fc.assert(
    fc.property(places, fc.boolean(), ([wanted, sequence, place], isCopy) => {
      const lines = makeExport(wanted);
      const { head, events, end } = groups(lines);
      const before = place === 1 ? '0'.repeat(64) : findEvent(lines, place - 1).hash;
      const invented = makeEvent({ sequence: place, previousHash: before, body: '{"type":"invented"}' });
      const inserted = isCopy ? findEvent(lines, sequence) : invented;
      events.splice(place - 1, 0, [inserted]);
      const { finding } = verifyLines([...head, ...events.flat(), ...end]);
      // A copy of a batch stands without its leaves, which may be noticed first.
      const isBareBatch = isCopy && sequence % 3 === 0 && finding?.kind === 'leaves_missing';
      assert.equal(finding?.kind, isBareBatch ? 'leaves_missing' : 'inserted');
      assert.equal(finding?.sequence, isCopy ? sequence : place);
    }),
    runs,
  );
});

test('a file cut anywhere is found, by its missing end or by the events that its end announces', () => {
  fc.assert(
    fc.property(exports, fc.nat(), fc.boolean(), (wanted, at, keepEnd) => {
      const lines = makeExport(wanted);
      const cut = lines.slice(0, 1 + (at % (lines.length - 1)));
      const lastSequence = cut.filter(isEvent).at(-1)?.sequence ?? 0;
      const { finding } = verifyLines(keepEnd ? [...cut, ...lines.slice(-1)] : cut);
      if (keepEnd && lastSequence === wanted.events) return;
      assert.ok(finding !== null);
      const lostLeaves = finding.kind === 'leaves_missing' && finding.sequence === lastSequence;
      assert.ok(lostLeaves || finding.sequence === lastSequence + 1);
      assert.ok(lostLeaves || finding.kind === (keepEnd ? 'removed' : 'file_cut'));
    }),
    runs,
  );
});

test('a tail that was cut with a new end line is found by a later checkpoint kept elsewhere', () => {
  fc.assert(
    fc.property(places, ([wanted, kept, pinnedAt]) => {
      if (kept >= pinnedAt) return;
      const { head, events } = groups(makeExport(wanted));
      const left = events.slice(0, kept).flat();
      const lines = [...head, ...left];
      const last = findEvent(lines, kept);
      const end: ExportLine = { kind: 'end', count: kept, lastSequence: kept, lastHash: last.hash };
      const pinned = [makeCheckpoint(findEvent(events.flat(), pinnedAt))];
      assert.equal(verifyLines([...lines, end]).finding, null);
      const expected = { kind: 'tail_cut', sequence: pinnedAt, lastSequence: kept };
      assert.deepEqual(verifyLines([...lines, end], pinned).finding, expected);
    }),
    runs,
  );
});

test('a chain that was written anew from an event on is found by the next checkpoint, in the file or kept elsewhere', () => {
  fc.assert(
    fc.property(places, fc.boolean(), ([wanted, changedAt, pinnedAt], isPinned) => {
      const lines = makeExport({ ...wanted, checkpointsAt: isPinned ? [] : [pinnedAt] });
      const event = findEvent(lines, changedAt);
      const rewritten = rewriteFrom(lines, changedAt, { body: event.body.replace('"atMs":', '"atMs":9') });
      const pinned: Checkpoint[] = isPinned ? [makeCheckpoint(findEvent(lines, pinnedAt))] : [];
      const { finding, signedUpToSequence } = verifyLines(rewritten, pinned);
      if (pinnedAt < changedAt) {
        // Nothing signed was touched: the chain agrees with itself, and the report says how far signatures reach.
        assert.equal(finding, null);
        assert.equal(signedUpToSequence, pinnedAt);
        return;
      }
      assert.deepEqual(finding, { kind: 'rewritten', sequence: pinnedAt, afterSequence: 0 });
    }),
    runs,
  );
});

test('a changed, removed, added or swapped call is found in its batch, and named where leaf hashes stand beside it', () => {
  const changes = fc.constantFrom('change', 'remove', 'add', 'swap');
  fc.assert(
    fc.property(exports, fc.nat(), changes, (wanted, at, change) => {
      const lines = makeExport(wanted);
      const sequence = 3 * (1 + (at % Math.floor(wanted.events / 3)));
      const callId = `call-${sequence}-${at % 2}`;
      const mutated = lines.map((line): ExportLine => {
        if (line.kind !== 'leaves' || line.batchId !== `batch-${sequence}`) return line;
        const [one = '', two = '', ...rest] = line.leaves;
        const leaves = {
          change: line.leaves.map((leaf, index) => (index === at % 2 ? leaf.replace('"17"', '"16"') : leaf)),
          remove: line.leaves.slice(1),
          add: [...line.leaves, one],
          swap: [two, one, ...rest],
        }[change];
        return { ...line, leaves };
      });
      const { finding } = verifyLines(mutated);
      assert.equal(finding?.kind, 'leaf_changed');
      assert.equal(finding?.sequence, sequence);
      if (change === 'change') {
        assert.equal(finding?.kind === 'leaf_changed' && finding.callId, wanted.withLeafHashes ? callId : null);
      }
    }),
    runs,
  );
});

test('a checkpoint of which anything was changed is named as forged, or as signed by a key that was not given', () => {
  const changes: readonly Partial<Checkpoint>[] = [
    { origin: 'other' },
    { sequence: 99 },
    { atMs: 1 },
    { hash: sha256('') },
    { signature: 'AAAA' },
    { keyId: 'other' },
  ];
  fc.assert(
    fc.property(places, fc.constantFrom(...changes), ([wanted, sequence], change) => {
      const lines = makeExport({ ...wanted, checkpointsAt: [sequence] });
      const mutated = lines.map((line): ExportLine => (line.kind === 'checkpoint' ? { ...line, ...change } : line));
      const expected = 'keyId' in change ? 'checkpoint_key_unknown' : 'checkpoint_forged';
      assert.equal(verifyLines(mutated).finding?.kind, expected);
    }),
    runs,
  );
});

test('a part of the chain is sound by itself, and against the checkpoint of the event before it', () => {
  fc.assert(
    fc.property(places, ([wanted, from]) => {
      const whole = makeExport(wanted);
      const { head, events, end } = groups(whole);
      const [endLine] = end;
      assert.ok(endLine?.kind === 'end');
      const part: ExportLine[] = [
        ...head,
        ...events.slice(from - 1).flat(),
        { ...endLine, count: wanted.events - from + 1 },
      ];
      const report = verifyLines(part);
      assert.equal(report.finding, null);
      assert.equal(report.firstSequence, from);
      if (from === 1) return;
      const before = findEvent(whole, from - 1);
      assert.equal(verifyLines(part, [makeCheckpoint(before)]).finding, null);
      const other = makeCheckpoint({
        sequence: before.sequence,
        hash: sha256(eventHashInput({ ...before, body: '{}' })),
      });
      assert.equal(verifyLines(part, [other]).finding?.kind, 'rewritten');
    }),
    runs,
  );
});

test('a flipped character anywhere in the text of events, leaves and checkpoints never passes', () => {
  fc.assert(
    fc.property(places, fc.nat(), fc.nat(), ([wanted, sequence], pick, at) => {
      const lines = makeExport({ ...wanted, checkpointsAt: [sequence], withLeafHashes: false });
      const texts = lines.map((line) => JSON.stringify(line));
      const index = 1 + (pick % (texts.length - 2));
      const mutated = texts.map((text, place) => (place === index ? flip(text, at) : text));
      // The last digit of base64 carries bits that mean nothing: that is another text of the same signature.
      const isSameSignature = signatureBytes(mutated[index] ?? '') === signatureBytes(texts[index] ?? '');
      assert.equal(verifyTexts(mutated).sound, isSameSignature && texts[index]?.includes('"signature"') === true);
    }),
    { ...runs, numRuns: 1000 },
  );
});

function signatureBytes(text: string): string {
  const [, base64 = ''] = /"signature":"([^"]*)"}$/.exec(text) ?? [];
  return text.replace(base64, Buffer.from(base64, 'base64').toString('hex'));
}
