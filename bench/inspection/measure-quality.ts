import type { FoundSpan, OfflineInspection } from '../../src/app/inspection/open-offline-inspection.ts';
import { type BenignCorpus, benignCorpora } from './benign.ts';
import { IDENTIFIER_CARRIERS, PASSWORD_CARRIERS, SECRET_CARRIERS, writeLabelled } from './carriers.ts';
import { disguiseText, EVASIONS } from './evasions.ts';
import { IDENTIFIER_KINDS } from './identifier-kinds.ts';
import type { LabelledText, ValueKind } from './labelled.ts';
import { createRandom } from './random.ts';
import { SECRET_KINDS } from './secret-kinds.ts';

/** Counts of one kind, carrier, group or evasion. */
export type Tally = {
  texts: number;
  /** The value was found as one of its group. */
  found: number;
  /** It was found as its own type. */
  typed: number;
  /** Findings beside the value: false ones. */
  beside: number;
};

export type FalseTally = { readonly name: string; readonly bytes: number; readonly findings: readonly FoundSpan[] };

export type Quality = {
  readonly kinds: ReadonlyMap<string, Tally>;
  readonly groups: ReadonlyMap<string, Tally>;
  readonly carriers: ReadonlyMap<string, Tally>;
  readonly evasions: ReadonlyMap<string, Tally>;
  readonly detectors: ReadonlyMap<string, { right: number; wrong: number }>;
  readonly benign: readonly FalseTally[];
  /** One text of each kind that was missed, for whoever looks into it. */
  readonly missed: readonly LabelledText[];
};

/** Scans what the generators write, plain and disguised, and the benign corpora. */
export function measureQuality(
  inspection: OfflineInspection,
  wish: { readonly seed: number; readonly perKind: number },
): Quality {
  const random = createRandom(wish.seed);
  const labelled = [...SECRET_KINDS, ...IDENTIFIER_KINDS].flatMap((kind) => {
    const carriers = carriersOf(kind);
    return Array.from({ length: wish.perKind }, (_, at) => {
      const carrier = carriers[at % carriers.length];
      if (carrier === undefined) throw new RangeError('There are no carriers.');
      return writeLabelled(kind, carrier, random);
    });
  });
  const [kinds, groups, carriers, evasions] = [new Map(), new Map(), new Map(), new Map()];
  const detectors = new Map<string, { right: number; wrong: number }>();
  const missed: LabelledText[] = [];
  for (const text of labelled) {
    const judged = judge(text, inspection.scan(text.text).spans, detectors);
    count(kinds, text.kind, judged);
    count(groups, text.group, judged);
    const place = text.kind === 'password_told' ? 'told' : text.carrier;
    count(carriers, `${text.group === 'credential' ? 'secret' : 'identifier'} in ${place}`, judged);
    if (!judged.isFound && !missed.some(({ kind }) => kind === text.kind)) missed.push(text);
    for (const evasion of EVASIONS) {
      const disguised = disguiseText(text, evasion);
      if (disguised === null) continue;
      const side = text.group === 'credential' ? 'secrets' : 'identifiers';
      count(evasions, `${side}: ${evasion.name}`, judge(disguised, inspection.scan(disguised.text).spans, null));
    }
  }
  const benign = benignCorpora(wish.seed).map((corpus) => scanBenign(corpus, inspection));
  return { kinds, groups, carriers, evasions, detectors, benign, missed };
}

function carriersOf({ kind, group }: ValueKind) {
  if (kind === 'password_told') return PASSWORD_CARRIERS;
  return group === 'credential' ? SECRET_CARRIERS : IDENTIFIER_CARRIERS;
}

type Judged = { readonly isFound: boolean; readonly isTyped: boolean; readonly beside: number };

/** A finding counts when it covers half of the value and half of the finding is the value. */
function judge(
  text: LabelledText,
  spans: readonly FoundSpan[],
  detectors: Map<string, { right: number; wrong: number }> | null,
): Judged {
  let isFound = false;
  let isTyped = false;
  let beside = 0;
  for (const span of spans) {
    const common = Math.min(span.end, text.end) - Math.max(span.start, text.start);
    const covers = common * 2 >= text.end - text.start && common * 2 >= span.end - span.start;
    const isRight = covers && text.types.includes(span.type);
    if (covers && span.group === text.group) isFound = true;
    if (isRight) isTyped = true;
    if (common <= 0) beside++;
    if (detectors === null) continue;
    const tally = detectors.get(span.detector) ?? { right: 0, wrong: 0 };
    detectors.set(span.detector, tally);
    if (isRight) tally.right++;
    else tally.wrong++;
  }
  return { isFound: isFound || isTyped, isTyped, beside };
}

function count(tallies: Map<string, Tally>, name: string, judged: Judged): void {
  const tally = tallies.get(name) ?? { texts: 0, found: 0, typed: 0, beside: 0 };
  tallies.set(name, tally);
  tally.texts++;
  if (judged.isFound) tally.found++;
  if (judged.isTyped) tally.typed++;
  tally.beside += judged.beside;
}

function scanBenign({ name, texts }: BenignCorpus, inspection: OfflineInspection): FalseTally {
  const findings = texts.flatMap((text) => inspection.scan(text).spans);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return { name, bytes, findings };
}
