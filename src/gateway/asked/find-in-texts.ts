import { Buffer } from 'node:buffer';
import type { MediaKind } from '../../domain/policy/policy-facts.ts';
import type { RequestUnit, TextPart } from '../../ports/request-parts.ts';
import { type FindingTools, findInRequest, type RequestFindings } from '../inspection/find-in-request.ts';

/** Inspects texts that came by themselves, each as one message of a user, with the inspector of calls. */
export function findInTexts(
  tools: FindingTools,
  given: { readonly texts: readonly string[]; readonly media: readonly MediaKind[] },
): RequestFindings {
  const raws = given.texts.map((text) => Buffer.from(text));
  let start = 0;
  const units = given.texts.map((text, at): RequestUnit => {
    const end = start + (raws[at]?.byteLength ?? 0);
    const part: TextPart = {
      ...{ path: pathOf(at, given.texts.length), kind: 'user', text, start, end, sealed: false, encoded: false },
      toLiteral: (literal) => JSON.stringify(literal),
    };
    start = end;
    return { start: part.start, end, read: () => ({ texts: [part], media: [] }) };
  });
  // The same bytes in the body of a call are JSON, and say something else.
  const bytesDigest = (bytes: Uint8Array): string => `text:${tools.bytesDigest(bytes)}`;
  const found = findInRequest({ ...tools, bytesDigest }, Buffer.concat(raws), units);
  return given.media.length === 0 ? found : { ...found, media: [...new Set(given.media)].sort() };
}

/** Where a text stands among those that came with it. One that came alone has no place: nobody asks which. */
function pathOf(at: number, all: number): string {
  return all === 1 ? '' : `texts[${at}]`;
}

/** `texts[3]` → 3; of the only one 0. */
export function placeOf(path: string): number {
  return path === '' ? 0 : Number(path.slice(path.indexOf('[') + 1, -1));
}
