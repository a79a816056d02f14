import type { TextInspection } from './finding.ts';

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
  let young = new Map<string, TextInspection>();
  let old = new Map<string, TextInspection>();
  let youngBytes = 0;
  let oldBytes = 0;

  const remember = (digest: string, inspection: TextInspection): void => {
    if (young.has(digest)) return;
    const bytes = bytesOf(digest, inspection);
    if (bytes > youngBytesMax) return;
    if (young.size >= youngEntriesMax || youngBytes + bytes > youngBytesMax) {
      old = young;
      oldBytes = youngBytes;
      young = new Map();
      youngBytes = 0;
    }
    const isNothing = inspection.findings.length === 0 && inspection.failures.length === 0;
    young.set(digest, isNothing ? NOTHING : inspection);
    youngBytes += bytes;
  };

  const find = (digest: string): TextInspection | undefined => {
    const known = young.get(digest);
    if (known !== undefined) return known;
    const aged = old.get(digest);
    if (aged !== undefined) remember(digest, aged);
    return aged;
  };

  const isEmpty = (): boolean => young.size === 0 && old.size === 0;
  return { isEmpty, find, remember, size: () => ({ entries: young.size + old.size, bytes: youngBytes + oldBytes }) };
}

function bytesOf(digest: string, { findings, failures }: TextInspection): number {
  return ENTRY_BYTES + digest.length + (findings.length + failures.length) * FINDING_BYTES;
}
