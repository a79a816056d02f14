import type { TextInspection } from './finding.ts';
import { createSeenFilter, type SeenFilter } from './seen-filter.ts';

/** What was found in texts that come again: a coding agent sends the same 100 kB with each turn. Texts are not in it. */
export type InspectionMemory = {
  /** True: nothing is worth a digest's being worked out for it. */
  readonly isEmpty: () => boolean;
  readonly find: (digest: string) => TextInspection | undefined;
  readonly remember: (digest: string, inspection: TextInspection) => void;
  readonly size: () => { readonly entries: number; readonly bytes: number };
};

/** One that found nothing, as most do: kept once for all of them. */
const NOTHING: TextInspection = { findings: [], failures: [] };

const ENTRY_BYTES = 120;
const FINDING_BYTES = 90;

/**
 * Two generations, like `createTaskMemory`: what is found stays young; when the young one has half of what is allowed,
 * of entries or of bytes, the old one is forgotten whole. Bytes are estimated from the number of findings.
 */
export function createInspectionMemory(limits: {
  readonly entriesMax: number;
  readonly bytesMax: number;
}): InspectionMemory {
  const youngEntriesMax = Math.max(1, Math.floor(limits.entriesMax / 2));
  const youngBytesMax = limits.bytesMax / 2;
  let young = newGeneration();
  let old = newGeneration();
  let youngBytes = 0;
  let oldBytes = 0;

  const remember = (digest: string, inspection: TextInspection): void => {
    if (find(young, digest) !== undefined) return;
    const bytes = bytesOf(digest, inspection);
    if (bytes > youngBytesMax) return;
    if (young.known.size >= youngEntriesMax || youngBytes + bytes > youngBytesMax) {
      [young, old] = [old, young];
      oldBytes = youngBytes;
      young.known = new Map();
      young.filter.clear();
      youngBytes = 0;
    }
    const isNothing = inspection.findings.length === 0 && inspection.failures.length === 0;
    young.known.set(digest, isNothing ? NOTHING : inspection);
    young.filter.add(digest);
    youngBytes += bytes;
  };

  const findAny = (digest: string): TextInspection | undefined => {
    const known = find(young, digest);
    if (known !== undefined) return known;
    const aged = find(old, digest);
    if (aged !== undefined) remember(digest, aged);
    return aged;
  };

  const entries = (): number => young.known.size + old.known.size;
  return {
    isEmpty: () => entries() === 0,
    find: findAny,
    remember,
    size: () => ({ entries: entries(), bytes: youngBytes + oldBytes }),
  };
}

type Generation = { known: Map<string, TextInspection>; readonly filter: SeenFilter };

function newGeneration(): Generation {
  return { known: new Map(), filter: createSeenFilter() };
}

function find({ known, filter }: Generation, digest: string): TextInspection | undefined {
  return filter.mayHold(digest) ? known.get(digest) : undefined;
}

function bytesOf(digest: string, { findings, failures }: TextInspection): number {
  return ENTRY_BYTES + digest.length + (findings.length + failures.length) * FINDING_BYTES;
}
