import type { Finding, TextInspection } from './finding.ts';
import { createTextNumbers, type TextNumbers } from './text-numbers.ts';

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

const DIGEST_LENGTH_MAX = 63;
/** A digest in its table, and where its findings begin. */
const ENTRY_BYTES = 80;
/** Kind, start and end of each finding, as numbers. */
const NUMBERS_EACH = 3;
const FINDING_BYTES = NUMBERS_EACH * 4;
/** As many are looked through for each finding that is remembered. */
const KINDS_MAX = 256;

/**
 * Two generations, like `createTaskMemory`: what is found stays young; when the young one has half of what is allowed, of
 * entries, of bytes or of kinds, the old one is forgotten whole. Findings are kept as numbers: objects of their own would
 * be carried and gone over by the collector of garbage for as long as they are remembered.
 */
export function createInspectionMemory(limits: {
  readonly entriesMax: number;
  readonly bytesMax: number;
}): InspectionMemory {
  const textsMax = Math.max(1, Math.floor(limits.entriesMax / 2));
  const youngBytesMax = limits.bytesMax / 2;
  let young = newGeneration(textsMax);
  let old = newGeneration(textsMax);

  const keep = (digest: string, findings: readonly Finding[]): boolean => {
    const isFull = young.numbers.size() >= textsMax || bytesOf(young) + bytesFor(findings) > youngBytesMax;
    const end = isFull ? -1 : write(young, findings);
    if (end < 0) return false;
    const number = young.numbers.add(digest);
    young.from[number] = young.used;
    young.count[number] = findings.length;
    young.used = end;
    return true;
  };

  const remember = (digest: string, { findings, failures }: TextInspection): void => {
    // What failed is tried again when the text comes again.
    if (failures.length > 0 || bytesFor(findings) > youngBytesMax) return;
    if (young.numbers.find(digest) >= 0 || keep(digest, findings)) return;
    [young, old] = [old, young];
    clear(young);
    keep(digest, findings);
  };

  const find = (digest: string): TextInspection | undefined => {
    const known = young.numbers.find(digest);
    if (known >= 0) return read(young, known);
    const aged = old.numbers.find(digest);
    if (aged < 0) return undefined;
    const inspection = read(old, aged);
    remember(digest, inspection);
    return inspection;
  };

  const entries = (): number => young.numbers.size() + old.numbers.size();
  return {
    isEmpty: () => entries() === 0,
    find,
    remember,
    size: () => ({ entries: entries(), bytes: bytesOf(young) + bytesOf(old) }),
  };
}

type Kind = Pick<Finding, 'type' | 'confidence' | 'detectorId' | 'detectorVersion'>;

type Generation = {
  readonly numbers: TextNumbers;
  /** By the number of a text: where its findings begin, and how many they are. */
  readonly from: Uint32Array;
  readonly count: Uint32Array;
  findings: Uint32Array;
  /** Numbers in `findings`. */
  used: number;
  readonly kinds: Kind[];
};

function newGeneration(textsMax: number): Generation {
  return {
    numbers: createTextNumbers({ textsMax, lengthMax: DIGEST_LENGTH_MAX }),
    ...{ from: new Uint32Array(textsMax), count: new Uint32Array(textsMax) },
    ...{ findings: new Uint32Array(0), used: 0, kinds: [] },
  };
}

function clear(generation: Generation): void {
  generation.numbers.clear();
  generation.used = 0;
  generation.kinds.length = 0;
}

/** Where the next findings would begin; −1: they are of too many kinds. */
function write(generation: Generation, findings: readonly Finding[]): number {
  const end = generation.used + findings.length * NUMBERS_EACH;
  if (end > generation.findings.length) generation.findings = grown(generation.findings, end);
  let at = generation.used;
  for (const finding of findings) {
    const kind = kindOf(generation.kinds, finding);
    if (kind < 0) return -1;
    generation.findings[at] = kind;
    generation.findings[at + 1] = finding.start;
    generation.findings[at + 2] = finding.end;
    at += NUMBERS_EACH;
  }
  return end;
}

function read(generation: Generation, number: number): TextInspection {
  const many = generation.count[number] ?? 0;
  if (many === 0) return NOTHING;
  const findings: Finding[] = [];
  const from = generation.from[number] ?? 0;
  for (let at = from; at < from + many * NUMBERS_EACH; at += NUMBERS_EACH) {
    const kind = generation.kinds[generation.findings[at] ?? 0];
    const start = generation.findings[at + 1] ?? 0;
    const end = generation.findings[at + 2] ?? 0;
    if (kind !== undefined) findings.push(findingOf(kind, start, end));
  }
  return { findings, failures: [] };
}

function findingOf({ type, confidence, detectorId, detectorVersion }: Kind, start: number, end: number): Finding {
  return { type, start, end, confidence, detectorId, detectorVersion };
}

/** −1: there are too many. */
function kindOf(kinds: Kind[], finding: Finding): number {
  for (let at = 0; at < kinds.length; at += 1) if (isOf(kinds[at], finding)) return at;
  if (kinds.length >= KINDS_MAX) return -1;
  const { type, confidence, detectorId, detectorVersion } = finding;
  return kinds.push({ type, confidence, detectorId, detectorVersion }) - 1;
}

function isOf(kind: Kind | undefined, finding: Finding): boolean {
  return (
    kind?.detectorId === finding.detectorId &&
    kind.confidence === finding.confidence &&
    kind.type === finding.type &&
    kind.detectorVersion === finding.detectorVersion
  );
}

function grown(numbers: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(Math.max(length, numbers.length * 2, 1024));
  larger.set(numbers);
  return larger;
}

function bytesFor(findings: readonly Finding[]): number {
  return ENTRY_BYTES + findings.length * FINDING_BYTES;
}

function bytesOf({ numbers, used }: Generation): number {
  return numbers.size() * ENTRY_BYTES + used * Uint32Array.BYTES_PER_ELEMENT;
}
