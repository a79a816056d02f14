import { decodeBase64 } from './decode-runs.ts';
import { createViewBuilder } from './view-builder.ts';

const BYTES_MIN = 5;

/** What a piece of base64 says, up to where it ceases to be text; empty when it is none from the start. */
export function textOfBase64(encoded: string): string {
  const builder = createViewBuilder({ text: encoded, map: null, source: null });
  const end = encoded.replace(/=+$/, '').length;
  decodeBase64(encoded, { start: 0, end }, builder, BYTES_MIN);
  return builder.finish().text;
}
