import { piecesOf } from '../library/fill-template.ts';
import type { TextShaper } from './shape-text.ts';

/** One published version of a template. */
export type IndexedTemplate = { readonly assetId: string; readonly version: number; readonly text: string };

/** A template in a text, with how much of its own words stand there, 0 to 1. */
export type FoundTemplate = { readonly assetId: string; readonly version: number; readonly kept: number };

/** As a call names it. Null: no version in particular. */
export type NamedTemplate = { readonly assetId: string; readonly version: number | null };

/** What is known of templates for comparing. Adding one costs about a millisecond; asking costs what the text is long. */
export type TemplateIndex = {
  readonly add: (template: IndexedTemplate) => void;
  /** The template that the text is made of most, where it is made of one. */
  readonly recognise: (shingles: Uint32Array) => FoundTemplate | null;
  /** How much of a version's words the text kept, of no version in particular of that which it kept most; null: not known, or too short to tell. */
  readonly keptOf: (named: NamedTemplate, shingles: Uint32Array) => FoundTemplate | null;
  /** What of a text is not the template's. */
  readonly without: (template: FoundTemplate, shingles: Uint32Array) => Uint32Array;
};

/** So much of a template's words make a text one that was made of it, named or not. */
export const RECOGNISED_MIN = 0.6;
/** Of fewer shingles nothing is told: a greeting is nobody's template. */
export const TEMPLATE_SHINGLES_MIN = 8;
const VERSIONS_MAX = 2_000;
const SHINGLES_MAX = 500_000;

const NONE: readonly Entry[] = [];

type Entry = { readonly assetId: string; readonly version: number; readonly shingles: ReadonlySet<number> };

export function createTemplateIndex(shape: TextShaper): TemplateIndex {
  const entries: Entry[] = [];
  const entriesByShingle = new Map<number, number[]>();
  const entriesByAsset = new Map<string, Entry[]>();
  let room = SHINGLES_MAX;

  const add = ({ assetId, version, text }: IndexedTemplate): void => {
    const shingles = ownShingles(shape, text);
    if (shingles.size < TEMPLATE_SHINGLES_MIN || entries.length >= VERSIONS_MAX || shingles.size > room) return;
    room -= shingles.size;
    for (const shingle of shingles) {
      const there = entriesByShingle.get(shingle);
      if (there === undefined) entriesByShingle.set(shingle, [entries.length]);
      else there.push(entries.length);
    }
    const entry = { assetId, version, shingles };
    entries.push(entry);
    entriesByAsset.set(assetId, [...(entriesByAsset.get(assetId) ?? []), entry]);
  };

  const recognise = (shingles: Uint32Array): FoundTemplate | null => {
    const counts = new Map<number, number>();
    const seen = new Set<number>();
    for (const shingle of shingles) {
      const there = entriesByShingle.get(shingle);
      // Most words are nobody's template: only what is one is looked at once.
      if (there === undefined || seen.has(shingle)) continue;
      seen.add(shingle);
      for (const at of there) counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    let best: Candidate | null = null;
    for (const [at, count] of counts) {
      const entry = entries[at];
      if (entry === undefined) continue;
      const kept = count / entry.shingles.size;
      if (kept >= RECOGNISED_MIN && isBetter({ entry, kept }, best)) best = { entry, kept };
    }
    return best === null ? null : { assetId: best.entry.assetId, version: best.entry.version, kept: best.kept };
  };

  const ofVersion = ({ assetId, version }: NamedTemplate): readonly Entry[] =>
    (entriesByAsset.get(assetId) ?? NONE).filter((entry) => version === null || entry.version === version);

  return {
    add,
    recognise,
    keptOf: (named, shingles) => {
      const there = new Set(shingles);
      let best: FoundTemplate | null = null;
      for (const entry of ofVersion(named)) {
        let shared = 0;
        for (const shingle of entry.shingles) if (there.has(shingle)) shared += 1;
        const kept = shared / entry.shingles.size;
        if (best === null || kept >= best.kept) best = { assetId: entry.assetId, version: entry.version, kept };
      }
      return best;
    },
    without: (template, shingles) => {
      const [entry] = ofVersion(template);
      return entry === undefined ? shingles : shingles.filter((shingle) => !entry.shingles.has(shingle));
    },
  };
}

type Candidate = { readonly entry: Entry; readonly kept: number };

/** Of two that kept as much the longer one, and of equal ones the newer version. */
function isBetter(one: Candidate, best: Candidate | null): boolean {
  if (best === null || one.kept !== best.kept) return one.kept > (best?.kept ?? 0);
  const [size, other] = [one.entry.shingles.size, best.entry.shingles.size];
  return size === other ? one.entry.version > best.entry.version : size > other;
}

/** What a template says itself: no two words go over a place where a parameter is put in. */
export function ownShingles(shape: TextShaper, text: string): ReadonlySet<number> {
  const shingles = new Set<number>();
  for (const piece of piecesOf(text)) for (const each of shape(piece).shingles) shingles.add(each);
  return shingles;
}
