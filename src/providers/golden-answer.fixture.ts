import { readdirSync, readFileSync } from 'node:fs';
import { FACES, type Face } from '../domain/catalog/upstream.ts';
import type { AnswerFacts, AnswerTap } from '../ports/dialect.ts';
import { dialects } from './dialects.ts';

/** One recorded answer and what it must be read as. */
export type GoldenAnswer = {
  readonly name: string;
  readonly face: Face;
  readonly stream: boolean;
  readonly bytes: Uint8Array;
  /** True where the answer stops before its end. */
  readonly cut: boolean;
  readonly facts: unknown;
};

/** Every answer under `golden/`: `<face>.<json|stream>.<case>` with its facts beside it. */
export function goldenAnswers(): readonly GoldenAnswer[] {
  const folder = new URL('golden/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.facts.json'));
  return names.map((file) => {
    const name = file.slice(0, -'.facts.json'.length);
    const face = FACES.find((candidate) => name.startsWith(`${candidate}.`));
    if (face === undefined) throw new Error(`${file} begins with no face`);
    const stream = name.includes('.stream.');
    const facts: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const bytes = readFileSync(new URL(`${name}.${stream ? 'sse' : 'json'}`, folder));
    return { name, face, stream, bytes, cut: name.endsWith('.interrupted'), facts };
  });
}

/** The answer as a tap sees it when it arrives cut at the given places. */
export function passThrough(
  golden: Pick<GoldenAnswer, 'face' | 'stream' | 'bytes' | 'cut'>,
  given: { readonly usageHidden: boolean; readonly cuts: readonly number[] },
): { readonly visible: string; readonly facts: AnswerFacts; readonly estimate: number } {
  const tap: AnswerTap = dialects[golden.face].openTap({ stream: golden.stream, usageHidden: given.usageHidden });
  const visible: Uint8Array[] = [];
  for (const chunk of cutAt(golden.bytes, given.cuts)) visible.push(tap.accept(chunk));
  if (!golden.cut) visible.push(tap.end());
  return {
    visible: Buffer.concat(visible).toString('latin1'),
    facts: tap.facts(),
    estimate: tap.estimateOutputTokens(),
  };
}

function cutAt(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const chunks: Uint8Array[] = [];
  let start = 0;
  for (const place of [...places, bytes.length]) {
    chunks.push(bytes.subarray(start, place));
    start = place;
  }
  return chunks;
}
