import type { UseCase } from '../../domain/catalog/use-case.ts';
import type { RegisteredTemplate } from '../../domain/library/template.ts';
import type { TextShaper } from '../../domain/similarity/shape-text.ts';
import { maySketch } from '../../domain/similarity/similarity-rule.ts';
import {
  createTemplateIndex,
  type IndexedTemplate,
  type TemplateIndex,
} from '../../domain/similarity/template-index.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { Dialect } from '../../ports/dialect.ts';
import type { FingerprintSink } from '../../ports/fingerprint-sink.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { ReadRequest } from '../stages/read-request.ts';
import { readPrompt } from './read-prompt.ts';
import { takeFingerprint } from './take-fingerprint.ts';

/** A call that is over and answered. */
export type OverCall = {
  readonly record: CallRecord;
  /** As it was sent on: what was redacted is not in it. */
  readonly request: ReadRequest;
  readonly dialect: Dialect;
  readonly useCase: UseCase;
  readonly snapshot: Pick<Snapshot, 'similarity' | 'templates'>;
};

export type FingerprintDeskState = {
  readonly waiting: number;
  readonly taken: number;
  /** Let go: too long, too many at once, or nothing to keep them in. */
  readonly letGo: number;
};

/**
 * Where calls that are over wait for their fingerprint. `offer` costs a comparison with null where the rule is off, and a
 * few where it is on. `work` does one piece, about a millisecond, whenever the timer of `app` comes by: so many calls a
 * second are looked at and no more, whatever the load.
 */
export type FingerprintDesk = {
  readonly offer: (over: OverCall) => void;
  readonly work: () => void;
  readonly state: () => FingerprintDeskState;
};

const WAITING_MAX = 64;
const WAITING_BYTES_MAX = 8_000_000;
/** A longer body is a conversation that was looked at when it was shorter. */
const BODY_BYTES_MAX = 262_144;

export function createFingerprintDesk({
  shape,
  sink,
}: {
  readonly shape: TextShaper;
  readonly sink: FingerprintSink;
}): FingerprintDesk {
  const waiting: OverCall[] = [];
  let [waitingBytes, taken, letGo] = [0, 0, 0];
  const library = createKnownLibrary(shape);

  const offer = (over: OverCall): void => {
    const rule = over.snapshot.similarity ?? null;
    const { record } = over;
    if (rule === null || !maySketch(rule, { useCase: over.useCase, dataClass: record.dataClass })) return;
    if (record.outcome !== 'completed' || record.shadowOf !== null) return;
    const bytes = over.request.raw.byteLength;
    if (bytes > BODY_BYTES_MAX || waiting.length >= WAITING_MAX || waitingBytes + bytes > WAITING_BYTES_MAX) {
      letGo += 1;
      return;
    }
    waiting.push(over);
    waitingBytes += bytes;
  };

  const work = (): void => {
    const [first] = waiting;
    if (first === undefined || library.learn(first.snapshot.templates ?? null)) return;
    waiting.shift();
    waitingBytes -= first.request.raw.byteLength;
    const prompt = readPrompt(first.dialect.readParts(first.request));
    const fingerprint = takeFingerprint({ shape, templates: library.index() }, first.record, prompt);
    if (fingerprint === null) return;
    if (sink.keep(fingerprint)) taken += 1;
    else letGo += 1;
  };

  return { offer, work, state: () => ({ waiting: waiting.length, taken, letGo }) };
}

type KnownLibrary = {
  /** Takes in one more version; true: it had one to take in. */
  readonly learn: (templates: ReadonlyMap<string, RegisteredTemplate> | null) => boolean;
  readonly index: () => TemplateIndex;
};

/** Published versions never change, so that a change of the library costs what is new in it. */
function createKnownLibrary(shape: TextShaper): KnownLibrary {
  let index = createTemplateIndex(shape);
  let seen: ReadonlyMap<string, RegisteredTemplate> | null = null;
  let known = new Set<string>();
  let coming: IndexedTemplate[] = [];

  const look = (templates: ReadonlyMap<string, RegisteredTemplate> | null): void => {
    seen = templates;
    const all = [...(templates?.values() ?? [])].flatMap(versionsOf);
    const names = new Set(all.map(nameOf));
    // What is gone, as after a restore, is forgotten with everything else; that is rare.
    if ([...known].some((name) => !names.has(name))) {
      index = createTemplateIndex(shape);
      known = new Set();
    }
    coming = all.filter((each) => !known.has(nameOf(each)));
  };

  return {
    learn: (templates) => {
      if (templates !== seen) look(templates);
      const next = coming.pop();
      if (next === undefined) return false;
      known.add(nameOf(next));
      index.add(next);
      return true;
    },
    index: () => index,
  };
}

function versionsOf({ id, versions }: RegisteredTemplate): readonly IndexedTemplate[] {
  return [...versions.values()].map(({ version, text }) => ({ assetId: id, version, text }));
}

function nameOf({ assetId, version }: IndexedTemplate): string {
  return `${assetId}@${version}`;
}
