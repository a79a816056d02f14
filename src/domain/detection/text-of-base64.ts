import { decodeBase64, isTextInBase64 } from './decode-runs.ts';
import { createViewBuilder } from './view-builder.ts';

const BYTES_MIN = 5;

/** What a piece of base64 says, up to where it ceases to be text; empty when it is none from the start. */
export function textOfBase64(encoded: string): string {
  const run = { start: 0, end: encoded.replace(/=+$/, '').length };
  if (!isTextInBase64(encoded, run, BYTES_MIN)) return '';
  const builder = createViewBuilder({ text: encoded, map: null, source: null });
  decodeBase64(encoded, run, builder);
  return builder.finish().text;
}
