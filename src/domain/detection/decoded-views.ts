import { type Decoded, decodeBase64, decodeHex, decodePercent } from './decode-runs.ts';
import { hexAt } from './escapes.ts';
import type { View } from './offset-map.ts';
import { TRIGGERS } from './run-pass.ts';
import type { Sightings } from './sightings.ts';

const TOKEN_RUN = TRIGGERS.indexOf('token_run');
const RUN_MIN = 16;
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

/** Runs hold `=` where a name and a value stand together: each part is tried. Tells where the decoded text ends. */
function decodeToken(
  text: string,
  run: { readonly start: number; readonly end: number },
  add: (decoded: Decoded) => void,
): number {
  let start = run.start;
  for (let at = run.start; at <= run.end; at += 1) {
    if (at < run.end && text.charCodeAt(at) !== 0x3d) continue;
    if (at - start >= RUN_MIN) {
      const decoded = decodeHex(text, { start, end: at }) ?? decodeBase64(text, { start, end: at });
      if (decoded !== null) {
        add(decoded);
        if (decoded.sourceEnd > run.end) return decoded.sourceEnd;
      }
    }
    start = at + 1;
  }
  return run.end;
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
