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
  let builder: ViewBuilder | null = null;
  const { text } = view;
  let from = 0;
  for (let index = 0; index < sightings.triggerCount; index += 1) {
    const trigger = sightings.triggers[index];
    const textIn = sightings.triggerDigits[index];
    if ((trigger !== TOKEN_RUN && trigger !== SHORT_RUN) || textIn === 0) continue;
    const run = { start: sightings.triggerStarts[index] ?? 0, end: sightings.triggerEnds[index] ?? 0 };
    if (run.start < from) continue;
    const least = trigger === SHORT_RUN ? SHORT_BYTES_MIN : LONG_BYTES_MIN;
    const form = textIn === TEXT_IN.base32 ? base32Form(text, run) : formOf(text, run, least);
    if (form === null) continue;
    builder ??= createViewBuilder(view);
    copyContext(text, run.start, from, builder);
    from = Math.max(run.end, form(text, run, builder));
    for (const unit of PIECE_END) builder.put(unit, run.start, 1);
  }
  for (let at = text.indexOf('%'), until = 0; at >= 0; at = text.indexOf('%', Math.max(at + 1, until))) {
    if (hexAt(text, at + 1, 2) < 0x09) continue;
    const start = Math.max(until, at - CONTEXT);
    until = urlEnd(text, at);
    builder ??= createViewBuilder(view);
    decodePercent(text, { start, end: until }, builder);
    builder.put(LINE_END, at, 1);
  }
  const putRun = (run: readonly SpelledUnit[], first: number): void => {
    builder ??= createViewBuilder(view);
    copyContext(text, first, 0, builder);
    for (const { unit, start, width } of run) builder.put(unit, start, width);
    builder.put(LINE_END, first, 1);
  };
  for (const run of findSpelled(text, nextSpelled)) putRun(run, run[0]?.start ?? 0);
  for (const run of findCodeLists(text, nextCodes)) putRun(run, startOfSigns(text, run[0]?.start ?? 0));
  return builder === null || builder.length() < TEXT_MIN ? null : builder.finish();
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
