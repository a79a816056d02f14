import type { Detector, Hit, ScannedText } from './detector.ts';
import { compact, type IdentifierScheme, nameForms } from './identifier-scheme.ts';
import { type FoundValue, isDigit, mayBegin, type ReadyScheme, readyScheme, valueAt } from './identifier-value.ts';
import { columnOf, type NamedWindow, windowsNear } from './identifier-windows.ts';
import { isOneDigitRepeated } from './validate-check-digits.ts';

/** Values under one name, at most; a list longer than this is a table or a dump. */
const VALUES_MAX = 12;
/** How far a further value of a list may stand from the one before. */
const LIST_GAP_MAX = 12;
const LIST_REACH = 72;
const GAP_MAX = 36;

/**
 * Finds values by their names: at each sighting of a name it looks behind it, before it and down its column. Names of
 * `genericWords` speak for every scheme that `isGeneric`.
 */
export function namedValueDetector(made: {
  readonly id: string;
  readonly version: number;
  readonly schemes: readonly IdentifierScheme[];
  readonly genericWords: readonly string[];
}): Detector {
  const byName = new Map<string, ReadyScheme[]>();
  const generic: ReadyScheme[] = [];
  for (const scheme of made.schemes) {
    const ready = readyScheme(scheme);
    if (scheme.isGeneric === true) generic.push(ready);
    for (const name of nameForms(scheme.words)) byName.set(name, [...(byName.get(name) ?? []), ready]);
  }
  const genericNames = new Set(nameForms(made.genericWords));
  const names = [...new Set([...byName.keys(), ...genericNames])];
  return {
    id: made.id,
    version: made.version,
    types: [...new Set(made.schemes.map((scheme) => scheme.type))],
    anchors: names.map((text) => ({ kind: 'literal', text, wholeWord: true })),
    words: [],
    check: (hit, scanned, report) => {
      if (hit.anchor.kind !== 'literal') return;
      const schemes = byName.get(hit.anchor.text);
      if (schemes !== undefined) lookFor(schemes, hit, scanned, report);
      if (!genericNames.has(hit.anchor.text)) return;
      lookFor(generic, hit, scanned, (found) => {
        if (found.isValid) report({ ...found, confidence: found.confidence - 10 });
      });
    },
  };
}

type Named = FoundValue & { readonly type: string; readonly confidence: number; readonly isSingle: boolean };

function lookFor(
  schemes: readonly ReadyScheme[],
  hit: Hit,
  { text }: ScannedText,
  found: (named: Named) => void,
): void {
  const needsDigit = schemes.every((scheme) => scheme.isLetters !== true);
  for (const window of windowsNear(text, hit, { needsDigit })) lookInWindow(schemes, { text, hit, window }, found);
  for (const window of columnOf(text, hit)) lookInWindow(schemes, { text, hit, window }, found);
}

type Place = { readonly text: string; readonly hit: Hit; readonly window: NamedWindow };

function lookInWindow(schemes: readonly ReadyScheme[], place: Place, found: (named: Named) => void): void {
  const { text, window } = place;
  let end = window.end;
  let last = -1;
  let values = 0;
  for (let at = window.start; at < end && values < VALUES_MAX; at++) {
    if (!mayBegin(text, at)) continue;
    if (last >= 0 && at - last > LIST_GAP_MAX) return;
    const named = bestAt(schemes, { ...place, at });
    if (named === null) continue;
    if (values > 0 && !named.isValid) continue;
    found(named);
    if (named.isSingle) return;
    values++;
    last = named.end;
    if (window.place === 'behind') end = Math.max(end, Math.min(text.length, named.end + LIST_REACH / 4));
    at = named.end - 1;
  }
}

function bestAt(schemes: readonly ReadyScheme[], place: Place & { readonly at: number }): Named | null {
  let best: Named | null = null;
  for (const scheme of schemes) {
    const value = valueAt(place.text, place.at, scheme);
    if (value === null) continue;
    const confidence = sureness(scheme, value, place);
    if (confidence > 0 && confidence > (best?.confidence ?? 0)) {
      best = { ...value, type: scheme.type, confidence, isSingle: scheme.isSingle === true };
    }
  }
  return best;
}

function sureness(scheme: ReadyScheme, value: FoundValue, { text, hit, window }: Place): number {
  const isChecked = scheme.proof === 'check' && value.isValid;
  if (!value.isValid && (window.place === 'before' || isEmptyNumber(text, value))) return 0;
  if (window.place === 'column') {
    const rest = text.slice(window.start, value.start) + text.slice(value.end, window.end);
    if (/[A-Za-z0-9]/.test(rest)) return isChecked ? 70 : 0;
    return isChecked ? 92 : value.isValid ? 78 : 55;
  }
  if (window.place === 'before') {
    const gap = gapKind(text.slice(value.end, hit.start));
    if (gap === 'glue') return isChecked ? 85 : 62;
    return isChecked && gap === 'words' ? 70 : 0;
  }
  const gap = gapKind(text.slice(hit.end, value.start));
  if (gap === 'glue') return isChecked ? 96 : value.isValid ? 82 : 56;
  if (!isChecked || (gap === 'far' && scheme.isSingle === true)) return 0;
  return gap === 'words' ? 84 : 60;
}

/** `000-00-0000` and its like stand in forms and examples. */
function isEmptyNumber(text: string, { start, end }: FoundValue): boolean {
  return isOneDigitRepeated(compact(text.slice(start, end)).replace(/[A-Z]/g, ''));
}

const glue = new Set(
  [
    'is are was number numbers no nr num nos id ids code value of for the my your his her their our as card holder see',
    'has have been with on file and or provided given below ending text string type data field column new old current',
    'ist sind lautet lauten nummer meine ihre seine die der des von',
    'est sont numero le la les mon ma votre son de du des et',
    'es son el mi su tu sus del y numero',
    'e il mio suo del della codice o',
    'meu minha seu sua do da dos',
    'mijn uw het een van nummer',
    'to jest moj numer nr',
    'er mitt min ar numer',
  ].flatMap((line) => line.split(' ')),
);

/** What stands between a name and its value: `glue` signs and small words only, `words` a clause, `far` more than that. */
export function gapKind(gap: string): 'glue' | 'words' | 'far' {
  if (gap.length > GAP_MAX) return 'far';
  const words =
    gap
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}]+/gu) ?? [];
  if (/[.!?]\s/.test(gap.trimStart().slice(2)) && words.length > 0) return 'far';
  for (let at = 0; at < gap.length; at++) if (isDigit(gap.charCodeAt(at)) && gap.length > 12) return 'far';
  if (words.length <= 5 && words.every((word) => glue.has(word))) return 'glue';
  return words.length <= 6 ? 'words' : 'far';
}
