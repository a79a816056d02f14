import { type Decoded, decodeBase64, decodeHex, decodePercent } from './decode-runs.ts';
import { hexAt } from './escapes.ts';
import type { Span, View } from './offset-map.ts';
import { TRIGGERS } from './run-pass.ts';
import type { Sightings } from './sightings.ts';

const TOKEN_RUN = TRIGGERS.indexOf('token_run');
const PERCENT_CONTEXT = 48;
const PERCENT_REACH = 4096;

/** Hands over what pieces of the view decode to: base64 and hexadecimal of text, and URL-encoded stretches. */
export function decodePieces(view: View, sightings: Sightings, add: (decoded: View) => void): void {
  const { text } = view;
  let from = 0;
  for (let index = 0; index < sightings.triggerCount; index += 1) {
    if (sightings.triggers[index] !== TOKEN_RUN) continue;
    const start = sightings.triggerStarts[index] ?? 0;
    if (start < from) continue;
    from = decodeToken(text, { start, end: sightings.triggerEnds[index] ?? 0 }, (decoded) =>
      add({ text: decoded.text, map: decoded.map, source: view }),
    );
  }
  decodePercents(view, add);
}

/** Tells where the decoded text ends: behind the run, when lines that follow go on with it. */
function decodeToken(text: string, run: Span, add: (decoded: Decoded) => void): number {
  const decoded = decodeHex(text, run) ?? decodeBase64(text, run);
  if (decoded === null) return run.end;
  add(decoded);
  return Math.max(run.end, decoded.sourceEnd);
}

function decodePercents(view: View, add: (decoded: View) => void): void {
  const { text } = view;
  let until = 0;
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
    if (at < until || hexAt(text, at + 1, 2) < 0x09) continue;
    const start = Math.max(until, at - PERCENT_CONTEXT);
    let end = at;
    const limit = Math.min(text.length, at + PERCENT_REACH);
    while (end < limit && !isUrlEnd(text.charCodeAt(end))) end += 1;
    const { text: decoded, map } = decodePercent(text, { start, end });
    add({ text: decoded, map, source: view });
    until = end;
  }
}

/** Blanks, quotes and pointed brackets. */
function isUrlEnd(unit: number): boolean {
  return unit <= 0x20 || unit === 0x22 || unit === 0x27 || unit === 0x3c || unit === 0x3e || unit === 0x60;
}
