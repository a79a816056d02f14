import type { Finding } from './finding.ts';
import { BLOCK_END, endOfSafeText, isOverfull, startOfBlock } from './held-text.ts';
import { createJsonPlace } from './json-place.ts';
import { unescaped } from './placeholder.ts';
import { redactJson, wholeToken } from './redact-json.ts';

/** What is done with findings, and who hears of them. */
export type WindowRules = {
  /** False: every action is `note`, and nothing needs to wait. */
  readonly holds: boolean;
  readonly actionOf: (findingType: string) => 'note' | 'redact' | 'block';
  /** Null: it could not be looked at, and must not go on. */
  readonly inspect: (text: string) => readonly Finding[] | null;
  /** What stands in the place of a value. */
  readonly name: (found: { readonly type: string; readonly value: string }) => string;
  /** Each finding, once. */
  readonly found: (findingType: string, done: 'note' | 'redact' | 'block') => void;
};

/**
 * Looks at one text while it is written. `accept` gives back what may go on; the rest waits for what decides about it, or
 * for `flush`. It looks at fixed distances of the text, not of its pieces, so the result does not depend on the cuts;
 * each character is looked at about five times, however small the pieces.
 */
export type AnswerWindow = {
  readonly accept: (text: string) => string;
  /** Everything that waits, inspected as it stands. More may follow, and is judged with what went before it. */
  readonly flush: () => string;
};

/** `form` json: what is put in the place of a finding leaves the text JSON. `whole`: the text comes at once. */
export function createAnswerWindow(
  rules: WindowRules,
  text: { readonly form: 'text' | 'json'; readonly isWhole: boolean },
): AnswerWindow {
  const place = text.form === 'json' ? createJsonPlace() : null;
  // What has gone and is still looked at for what it says of the rest, then what waits.
  let kept = '';
  let gone = 0;
  let untilLook = text.isWhole ? Number.POSITIVE_INFINITY : FIRST_LOOK;
  let seen = 0;
  /** The last finding that was told, by places in the whole text. */
  let told: { readonly type: string; readonly startsAt: number; readonly endsAt: number } | null = null;
  let isStopped = false;
  let swallow: Swallow | null = null;

  const put = (passed: string): string => {
    place?.pass(passed);
    return passed;
  };
  /** What has waited up to the finding, and what stands in its place. */
  const withoutFinding = (finding: Finding): string => {
    const written = kept.slice(finding.start, finding.end);
    const value = place === null ? written : unescaped(written);
    const placeholder = rules.name({ type: finding.type, value });
    const start = Math.max(finding.start, gone);
    const before = put(kept.slice(gone, start));
    gone = Math.max(finding.end, gone);
    if (place === null) return before + placeholder;
    const edges = wholeToken(kept, { start, end: gone, startMin: start - before.length }, place);
    const stretch = kept.slice(start, edges.end);
    gone = edges.end;
    const isBegun = place.isEscaped() && edges.start === start;
    return (
      before.slice(0, before.length - (start - edges.start)) + redactJson(stretch, place, { placeholder, isBegun })
    );
  };
  const letGo = (findings: readonly Finding[], safe: number): string => {
    let out = '';
    for (const finding of findings) {
      if (finding.end <= gone || finding.start >= safe || isPlaceholder(kept, finding)) continue;
      const action = rules.actionOf(finding.type);
      const startsAt = seen - kept.length + finding.start;
      // One that goes on beyond where it was told before is the same one still.
      const isTold =
        told !== null && startsAt < told.endsAt && (startsAt <= told.startsAt || finding.type === told.type);
      if (!isTold) rules.found(finding.type, action);
      const endsAt = startsAt + finding.end - finding.start;
      told = { type: finding.type, startsAt, endsAt: Math.max(endsAt, told?.endsAt ?? 0) };
      if (action === 'note') continue;
      if (action === 'block') {
        isStopped = true;
        return '';
      }
      out += withoutFinding(finding);
    }
    const end = Math.max(safe, gone);
    out += put(kept.slice(gone, end));
    gone = end;
    return out;
  };
  const look = (isLast: boolean): string => {
    const findings = rules.inspect(kept);
    if (findings === null) {
      isStopped = true;
      return '';
    }
    const meant = rules.holds ? findings.filter(({ type }) => rules.actionOf(type) !== 'note') : [];
    let safe = isLast ? kept.length : endOfSafeText(kept, gone, meant);
    if (!isLast && isOverfull(kept, safe)) {
      // A finding that has not ended goes as it is known now, and what is left of it goes nowhere.
      safe = kept.length;
      const isOpen = meant.some(({ end }) => end >= safe - 1);
      if (isOpen) swallow = { kind: startOfBlock(kept, gone) < safe ? 'block' : 'run', tail: '', left: SWALLOWED_MAX };
    }
    const out = letGo(findings, safe);
    const cut = startOfContext(kept, gone);
    kept = kept.slice(cut);
    gone -= cut;
    return out;
  };
  return {
    accept: (piece) => {
      let out = '';
      let at = 0;
      while (at < piece.length && !isStopped) {
        if (swallow !== null) {
          const end = swallowed(swallow, piece, at);
          at = end.at;
          if (end.isOver) swallow = null;
          continue;
        }
        const taken = piece.slice(at, at + untilLook);
        kept += taken;
        seen += taken.length;
        at += taken.length;
        untilLook -= taken.length;
        if (untilLook > 0) continue;
        out += look(false);
        untilLook = Math.max(seen < QUICK_UNTIL ? QUICK_STEP : STEP, (kept.length - gone) >> 2);
      }
      if (isStopped) return '';
      return rules.holds ? out : piece;
    },
    flush: () => {
      if (isStopped || gone === kept.length) return '';
      const out = look(true);
      return rules.holds && !isStopped ? out : '';
    },
  };
}

/** The rest of a finding that was too long to wait for: until a gap, or until the block's last line. */
type Swallow = { readonly kind: 'run' | 'block'; tail: string; left: number };

function swallowed(swallow: Swallow, piece: string, from: number): { readonly at: number; readonly isOver: boolean } {
  let at = from;
  while (at < piece.length) {
    const character = piece.charAt(at);
    if (swallow.kind === 'run' && GAP.test(character)) return { at, isOver: true };
    at += 1;
    swallow.left -= 1;
    if (swallow.left <= 0) return { at, isOver: true };
    if (swallow.kind === 'run') continue;
    swallow.tail = (swallow.tail + character).slice(-BLOCK_END_MAX);
    if (character === '-' && BLOCK_END.test(swallow.tail)) return { at, isOver: true };
  }
  return { at, isOver: false };
}

/** A placeholder is no finding, even behind a word that makes one of what follows it. */
function isPlaceholder(text: string, { start, end }: Finding): boolean {
  const open = text.charCodeAt(start) === OPEN_BRACKET ? start : text.lastIndexOf('[', start);
  if (open < 0 || start - open > PLACEHOLDER_MAX) return false;
  const close = text.indexOf(']', Math.max(start, end - 1));
  return close >= 0 && close - open < PLACEHOLDER_MAX && PLACEHOLDER.test(text.slice(open, close + 1));
}

/** Some of what has gone stays for context, from the beginning of a word on where there is one near. */
function startOfContext(text: string, gone: number): number {
  const from = gone - CONTEXT;
  if (from <= 0) return 0;
  const gap = /\s/.exec(text.slice(from, from + WORD_MAX));
  return gap === null ? from : from + gap.index + 1;
}

const PLACEHOLDER = /^\[[A-Z0-9_\\]+_[0-9a-f]{8,32}\\*\]$/i;
const PLACEHOLDER_MAX = 120;
const GAP = /[\s"'<>]/;
const BLOCK_END_MAX = 60;
const OPEN_BRACKET = 0x5b;
const FIRST_LOOK = 96;
const QUICK_UNTIL = 256;
const QUICK_STEP = 32;
const STEP = 64;
const CONTEXT = 256;
const WORD_MAX = 64;
const SWALLOWED_MAX = 65_536;
