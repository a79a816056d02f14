import type { DetectorFailure, Finding } from '../../domain/detection/finding.ts';
import { normaliseValue } from '../../domain/detection/placeholder.ts';
import type { MediaKind } from '../../domain/policy/policy-facts.ts';
import type { FindingCounts } from '../../domain/usage/call-record.ts';
import type { InspectedFindings, InspectedText, Inspector } from '../../ports/inspector.ts';
import type { RequestUnit, TextPart } from '../../ports/request-parts.ts';
import type { CleanUnits } from './clean-units.ts';

/** A text of the request in which something was found. */
export type FoundText = { readonly part: TextPart; readonly findings: readonly Finding[] };

export type RequestFindings = {
  readonly found: readonly FoundText[];
  /** Ids of detectors that failed, sorted, each once. */
  readonly failures: readonly string[];
  /** Sorted, each once. */
  readonly media: readonly MediaKind[];
  readonly counts: FindingCounts;
  /** `type` and normalised value of each thing found, sorted, each once: for a digest alone. */
  readonly contents: readonly string[];
};

/** What the finding needs of the house. */
export type FindingTools = {
  readonly inspector: Inspector | null;
  readonly cleanUnits: CleanUnits;
  readonly bytesDigest: (bytes: Uint8Array) => string;
  readonly nowMonotonicMs: number;
};

/** A digest costs as much as inspecting so few characters. */
const DIGEST_BYTES_MIN = 64;
export const INSPECTOR_ID = 'inspector';

/**
 * Inspects what is new in a request. Units in which nothing was found before are passed over; of those that stand beside
 * a new one, the nearest text is handed in again, so that a secret cut over two messages is found at the joint.
 * An inspector that is missing or throws is a failure like that of any detector, never silence.
 */
export function findInRequest(tools: FindingTools, raw: Uint8Array, units: readonly RequestUnit[]): RequestFindings {
  const { inspector } = tools;
  if (inspector === null) return failedWhole('not_loaded');
  tools.cleanUnits.begin(inspector.version, tools.nowMonotonicMs);
  const read = readUnits(tools, raw, units);
  const texts = textsOf(read);
  const inspected = inspectAll(inspector, texts);
  if (inspected === null) return { ...failedWhole('threw'), media: mediaOf(read) };
  rememberClean(tools, read, inspected);
  return sumUp(texts, inspected, mediaOf(read));
}

function failedWhole(kind: DetectorFailure['kind']): RequestFindings {
  return { found: [], failures: [`${INSPECTOR_ID}:${kind}`], media: [], counts: {}, contents: [] };
}

/** A unit as far as it is handed in: whole when it is new, its outer texts when it stands beside a new one. */
type ReadUnit = {
  readonly start: number;
  readonly digest: string | null;
  readonly isNew: boolean;
  readonly media: readonly MediaKind[];
  texts: readonly TextPart[];
};

function readUnits(tools: FindingTools, raw: Uint8Array, units: readonly RequestUnit[]): readonly ReadUnit[] {
  const read: ReadUnit[] = [];
  for (const unit of units) read.push(readWhenNew(tools, raw, unit));
  for (let at = 0; at < read.length; at += 1) {
    const unit = read[at];
    if (unit === undefined || unit.isNew) continue;
    const isBehindNew = hasNewText(read[at - 1]);
    const isBeforeNew = hasNewText(read[at + 1]);
    if (isBehindNew || isBeforeNew) unit.texts = outerTexts(units[at], { isBehindNew, isBeforeNew });
  }
  return read;
}

function readWhenNew({ bytesDigest, cleanUnits }: FindingTools, raw: Uint8Array, unit: RequestUnit): ReadUnit {
  const { start, end } = unit;
  const digest = end - start < DIGEST_BYTES_MIN ? null : bytesDigest(raw.subarray(start, end));
  const known = digest === null ? undefined : cleanUnits.find(digest);
  if (known !== undefined) return { start, digest, isNew: false, media: known, texts: NO_TEXTS };
  const { media, texts } = unit.read();
  return { start, digest, isNew: true, media, texts };
}

const NO_TEXTS: readonly TextPart[] = [];

/** A word of the API, such as the model's name, is no neighbour that anything could be cut over. */
function hasNewText(unit: ReadUnit | undefined): boolean {
  return unit?.isNew === true && unit.texts.length > 0;
}

function outerTexts(
  unit: RequestUnit | undefined,
  beside: { readonly isBehindNew: boolean; readonly isBeforeNew: boolean },
): readonly TextPart[] {
  const texts = unit?.read().texts ?? NO_TEXTS;
  if (texts.length < 2) return texts;
  const first = beside.isBehindNew ? texts.slice(0, 1) : NO_TEXTS;
  return beside.isBeforeNew ? [...first, ...texts.slice(-1)] : first;
}

function textsOf(read: readonly ReadUnit[]): readonly PartText[] {
  const texts: PartText[] = [];
  for (const unit of read) for (const part of unit.texts) texts.push(new PartText(part, unit));
  return texts;
}

/** The text of a part, read when the inspector asks for it. Its name is that of its unit's bytes and its place in them. */
class PartText implements InspectedText {
  readonly part: TextPart;
  readonly isKnownClean: boolean;
  readonly unit: ReadUnit;

  constructor(part: TextPart, unit: ReadUnit) {
    this.part = part;
    this.isKnownClean = !unit.isNew;
    this.unit = unit;
  }

  get digest(): string | null {
    const { digest, start: from } = this.unit;
    const { start, end, encoded } = this.part;
    // The same bytes say something else where they are base64.
    return digest === null ? null : `${digest}:${start - from}:${end - start}${encoded ? ':base64' : ''}`;
  }

  get text(): string {
    return this.part.text;
  }
}

function inspectAll(inspector: Inspector, texts: readonly PartText[]): readonly InspectedFindings[] | null {
  if (texts.length === 0) return [];
  try {
    const inspected = inspector.inspect(texts);
    return inspected.length === texts.length ? inspected : null;
  } catch {
    return null;
  }
}

function rememberClean(
  { cleanUnits }: FindingTools,
  read: readonly ReadUnit[],
  inspected: readonly InspectedFindings[],
): void {
  let at = 0;
  for (const unit of read) {
    const from = at;
    at += unit.texts.length;
    if (unit.isNew && unit.digest !== null && areClean(inspected, { from, to: at }))
      cleanUnits.remember(unit.digest, unit.media);
  }
}

function areClean(
  inspected: readonly InspectedFindings[],
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  for (let at = from; at < to; at += 1) {
    const each = inspected[at];
    if (each === undefined || each.findings.length > 0 || each.failures.length > 0) return false;
  }
  return true;
}

function sumUp(
  texts: readonly PartText[],
  inspected: readonly InspectedFindings[],
  media: readonly MediaKind[],
): RequestFindings {
  if (areClean(inspected, { from: 0, to: inspected.length }))
    return { found: [], failures: [], media, counts: NO_COUNTS, contents: [] };
  const found: FoundText[] = [];
  const failures = new Set<string>();
  const counts: Record<string, number> = {};
  const contents = new Set<string>();
  for (const [at, { findings, failures: failed }] of inspected.entries()) {
    const part = texts[at]?.part;
    for (const { detectorId, kind } of failed) failures.add(`${detectorId}:${kind}`);
    if (part === undefined || findings.length === 0) continue;
    found.push({ part, findings });
    for (const { type, start, end } of findings) {
      counts[type] = (counts[type] ?? 0) + 1;
      contents.add(`${type}\n${normaliseValue(part.text.slice(start, end))}`);
    }
  }
  return { found, failures: [...failures].sort(), media, counts, contents: [...contents].sort() };
}

const NO_COUNTS: FindingCounts = {};
const NO_MEDIA: readonly MediaKind[] = [];

function mediaOf(read: readonly ReadUnit[]): readonly MediaKind[] {
  if (read.every(({ media }) => media.length === 0)) return NO_MEDIA;
  return [...new Set(read.flatMap(({ media }) => media))].sort();
}
