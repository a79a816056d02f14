import type { MediaSource } from './neutral-request.ts';

/** A `data:` URL's bytes, or an address; null where it is neither. */
export function readMediaUrl(url: string): MediaSource | null {
  const data = DATA_URL.exec(url);
  if (data !== null) return { kind: 'bytes', mime: (data[1] ?? '').toLowerCase(), base64: url.slice(data[0].length) };
  return /^https?:\/\//i.test(url) ? { kind: 'url', url } : null;
}

export function writeMediaUrl(source: MediaSource): string {
  return source.kind === 'url' ? source.url : `data:${source.mime};base64,${source.base64}`;
}

/** Parameters between the type and the word base64, as in `text/plain;charset=utf-8`, are not told apart. */
const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w.+-]+=[\w.+-]+)*;base64,/i;
