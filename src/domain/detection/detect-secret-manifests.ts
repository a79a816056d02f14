import type { Detector } from './detector.ts';
import { isStandIn } from './stand-in.ts';
import { textOfBase64 } from './text-of-base64.ts';

const REACH = 4000;
const ENTRIES_MAX = 64;
const ENTRY =
  /(?:^[ \t]{1,12}|[{,]\s{0,12})["']?([\w.-]{1,80})["']?\s?:\s?["']?([A-Za-z0-9+/]{8,2000}={0,2})["']?(?=\s{0,40}(?:$|[,}]))/gm;
const NEXT_OBJECT = /\n---|\bkind["']?:/;
/** What stands in such manifests beside secrets. */
const OPEN_NAMES =
  /user|login|host|port|name$|\.crt$|^ca\b|database|^db$|url|endpoint|region|email|namespace|type|kind/i;

/** Values under `data` of a Kubernetes Secret (its API reference: base64), whatever they are called. */
export const SECRET_MANIFEST_DETECTOR: Detector = {
  ...{ id: 'credential.secret_manifest', version: 1, isCostly: true, types: ['token'], words: [] },
  anchors: ['kind: Secret', '"kind":"Secret"', '"kind": "Secret"'].map((text) => ({
    kind: 'literal',
    text,
    exactCase: true,
  })),
  check: (hit, { text }, report) => {
    if (/\w/.test(text.charAt(hit.end))) return;
    const behind = text.slice(hit.end, hit.end + REACH);
    const next = NEXT_OBJECT.exec(behind);
    const document = next === null ? behind : behind.slice(0, next.index);
    const data = /(?:^|[{,])\s{0,12}["']?data["']?\s?:\s?/m.exec(document);
    if (data === null) return;
    const from = hit.end + data.index + data[0].length;
    let entries = 0;
    for (const match of document.slice(data.index + data[0].length).matchAll(ENTRY)) {
      if (++entries > ENTRIES_MAX) return;
      const [whole, name = '', value = ''] = match;
      const plain = textOfBase64(value);
      if (OPEN_NAMES.test(name) || value.length % 4 !== 0 || plain.length < 4 || isStandIn(plain)) continue;
      const start = from + match.index + whole.lastIndexOf(value);
      report({ type: 'token', start, end: start + value.length, confidence: 70 });
    }
  },
};
