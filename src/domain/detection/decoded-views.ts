import { findCodeLists, type NextCodes, startOfSigns } from './code-lists.ts';
import {
  decodeBase32,
  decodeBase64,
  decodeHex,
  decodePercent,
  isTextInBase32,
  isTextInBase64,
  isTextInHex,
} from './decode-runs.ts';
import { SHORT_RUN, TRIGGERS } from './detector-plan.ts';
import { hexAt } from './escapes.ts';
import type { Span, View } from './offset-map.ts';
import { type Sightings, TEXT_IN } from './sightings.ts';
import { findSpelled, type NextSpelled, type SpelledUnit } from './spelled-runs.ts';
import { createViewBuilder, type ViewBuilder } from './view-builder.ts';

const TOKEN_RUN = TRIGGERS.indexOf('token_run');
/** Names stand before a value and may be its only context. */
const CONTEXT = 48;
const PERCENT_REACH = 4096;
const TEXT_MIN = 8;
const SHORT_BYTES_MIN = 10;
const LONG_BYTES_MIN = 12;
const LINE_END = 0x0a;
/** A sign on a line of its own, which no sentence goes on across: what stands before the next piece was far from this one. */
const PIECE_END = [LINE_END, 0xb6, LINE_END] as const;

/** What the passes know of the view at hand. */
type Seen = { readonly nextSpelled: NextSpelled; readonly nextCodes: NextCodes };

/**
 * What pieces of the view decode to, each on a line of its own: base64 and hexadecimal of text, URL-encoded
 * stretches, what was spelled, and lists of codes. Null when there is nothing of the kind.
 */
export function decodePieces(view: View, sightings: Sightings, { nextSpelled, nextCodes }: Seen): View | null {
  const { text } = view;
  // Each kind in a function of its own: what is met for the first time has but that one compiled again.
  let builder = decodeRuns(view, sightings);
  const percent = text.indexOf('%');
  if (percent >= 0) builder = decodeUrls(view, percent, builder);
  const spelled = findSpelled(text, nextSpelled);
  if (spelled.length > 0) builder = putRuns(spelled, { view, builder, startOf: startOfRun });
  const codes = findCodeLists(text, nextCodes);
  if (codes.length > 0) builder = putRuns(codes, { view, builder, startOf: startOfCodes });
  return builder === null || builder.length() < TEXT_MIN ? null : builder.finish();
}

/** Base64, hexadecimal and base 32, in the runs in which the passes saw that text may stand. */
function decodeRuns(view: View, { triggers, triggerDigits, triggerStarts, triggerEnds, triggerCount }: Sightings) {
  let builder: ViewBuilder | null = null;
  let from = 0;
  for (let index = 0; index < triggerCount; index += 1) {
    const textIn = triggerDigits[index] ?? 0;
    const trigger = triggers[index];
    if (textIn === 0 || (trigger !== TOKEN_RUN && trigger !== SHORT_RUN)) continue;
    const start = triggerStarts[index] ?? 0;
    if (start < from) continue;
    const run = { start, end: triggerEnds[index] ?? 0 };
    const form = decodableForm(view.text, run, { textIn, isShort: trigger === SHORT_RUN });
    if (form === null) continue;
    builder ??= createViewBuilder(view);
    from = decodeRun(view.text, { run, from, form }, builder);
  }
  return builder;
}

function decodableForm(
  text: string,
  run: Span,
  { textIn, isShort }: { readonly textIn: number; readonly isShort: boolean },
): Form | null {
  if (textIn === TEXT_IN.base32) return base32Form(text, run);
  return formOf(text, run, isShort ? SHORT_BYTES_MIN : LONG_BYTES_MIN);
}

type DecodableRun = { readonly run: Span; readonly from: number; readonly form: Form };

/** Tells where what was decoded ends. */
function decodeRun(text: string, { run, from, form }: DecodableRun, builder: ViewBuilder): number {
  copyContext(text, run.start, from, builder);
  const end = Math.max(run.end, form(text, run, builder));
  for (const unit of PIECE_END) builder.put(unit, run.start, 1);
  return end;
}

/** Stretches with codes of URLs, from the first `%` on. */
function decodeUrls(view: View, percent: number, begun: ViewBuilder | null): ViewBuilder | null {
  const { text } = view;
  let builder = begun;
  for (let at = percent, until = 0; at >= 0; at = text.indexOf('%', Math.max(at + 1, until))) {
    if (hexAt(text, at + 1, 2) < 0x09) continue;
    const start = Math.max(until, at - CONTEXT);
    until = urlEnd(text, at);
    builder ??= createViewBuilder(view);
    decodePercent(text, { start, end: until }, builder);
    builder.put(LINE_END, at, 1);
  }
  return builder;
}

type Into = {
  readonly view: View;
  readonly builder: ViewBuilder | null;
  readonly startOf: (text: string, run: readonly SpelledUnit[]) => number;
};

function putRuns(runs: readonly (readonly SpelledUnit[])[], { view, builder, startOf }: Into): ViewBuilder {
  const into = builder ?? createViewBuilder(view);
  for (const run of runs) {
    const first = startOf(view.text, run);
    copyContext(view.text, first, 0, into);
    for (const { unit, start, width } of run) into.put(unit, start, width);
    into.put(LINE_END, first, 1);
  }
  return into;
}

function startOfRun(_: string, run: readonly SpelledUnit[]): number {
  return run[0]?.start ?? 0;
}

function startOfCodes(text: string, run: readonly SpelledUnit[]): number {
  return startOfSigns(text, run[0]?.start ?? 0);
}

/** Decodes a run into the builder and tells where that ends. */
type Form = (text: string, run: Span, into: ViewBuilder) => number;

/** What the run is text in; null: nothing. */
function formOf(text: string, run: Span, least: number): Form | null {
  if (isTextInHex(text, run)) return decodeHex;
  return isTextInBase64(text, run, least) ? decodeBase64 : base32Form(text, run);
}

function base32Form(text: string, run: Span): Form | null {
  return isTextInBase32(text, run) ? decodeBase32 : null;
}

/** The words before the piece, on its line, are its context as they are that of plain text. */
function copyContext(text: string, at: number, from: number, builder: ViewBuilder): void {
  const first = Math.max(from, at - CONTEXT);
  const lineEnd = text.slice(first, at).lastIndexOf('\n');
  const start = first + lineEnd + 1;
  if (start < at) builder.copy(start, at);
}

/** Where blanks, quotes or pointed brackets end the stretch round `at`. */
function urlEnd(text: string, at: number): number {
  const limit = Math.min(text.length, at + PERCENT_REACH);
  let end = at;
  while (end < limit && !isUrlEnd(text.charCodeAt(end))) end += 1;
  return end;
}

function isUrlEnd(unit: number): boolean {
  return unit <= 0x20 || unit === 0x22 || unit === 0x27 || unit === 0x3c || unit === 0x3e || unit === 0x60;
}
