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
  const read = readNewUnits(tools, raw, units);
  const texts = read.flatMap((unit) => unit.texts);
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
  readonly digest: string | null;
  readonly isNew: boolean;
  readonly media: readonly MediaKind[];
  readonly texts: readonly PartText[];
};

function readNewUnits(tools: FindingTools, raw: Uint8Array, units: readonly RequestUnit[]): readonly ReadUnit[] {
  const { bytesDigest, cleanUnits } = tools;
  const digests = units.map(({ start, end }) =>
    end - start < DIGEST_BYTES_MIN ? null : bytesDigest(raw.subarray(start, end)),
  );
  const known = digests.map((digest) => (digest === null ? undefined : cleanUnits.find(digest)));
  const parts = units.map((unit, at) => (known[at] === undefined ? unit.read() : null));
  // A word of the API, such as the model's name, is no neighbour that anything could be cut over.
  const isNew = parts.map((each) => each !== null && each.texts.length > 0);
  return units.map((unit, at): ReadUnit => {
    const digest = digests[at] ?? null;
    const textOf = (part: TextPart): PartText => new PartText(part, { start: unit.start, digest });
    const whole = parts[at];
    if (whole !== null && whole !== undefined)
      return { digest, isNew: true, media: whole.media, texts: whole.texts.map(textOf) };
    const media = known[at] ?? [];
    const isBehindNew = isNew[at - 1] === true;
    const isBeforeNew = isNew[at + 1] === true;
    if (!isBehindNew && !isBeforeNew) return { digest, isNew: false, media, texts: [] };
    const { texts } = unit.read();
    const outer = [...(isBehindNew ? texts.slice(0, 1) : []), ...(isBeforeNew ? texts.slice(-1) : [])];
    return { digest, isNew: false, media, texts: [...new Set(outer)].map(textOf) };
  });
}

/** The text of a part, read when the inspector asks for it. Its name is that of its unit's bytes and its place in them. */
class PartText implements InspectedText {
  readonly part: TextPart;
  readonly digest: string | null;

  constructor(part: TextPart, unit: { readonly start: number; readonly digest: string | null }) {
    this.part = part;
    const { start, end, encoded } = part;
    // The same bytes say something else where they are base64.
    this.digest =
      unit.digest === null ? null : `${unit.digest}:${start - unit.start}:${end - start}${encoded ? ':base64' : ''}`;
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
    const own = inspected.slice(at, at + unit.texts.length);
    at += unit.texts.length;
    if (!unit.isNew || unit.digest === null) continue;
    if (own.every(({ findings, failures }) => findings.length === 0 && failures.length === 0))
      cleanUnits.remember(unit.digest, unit.media);
  }
}

function sumUp(
  texts: readonly PartText[],
  inspected: readonly InspectedFindings[],
  media: readonly MediaKind[],
): RequestFindings {
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

function mediaOf(read: readonly ReadUnit[]): readonly MediaKind[] {
  const kinds = new Set<MediaKind>();
  for (const { media } of read) for (const kind of media) kinds.add(kind);
  return [...kinds].sort();
}
