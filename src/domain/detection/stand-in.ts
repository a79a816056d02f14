/** What people write where a secret would stand. Looked for anywhere in a value, in small letters. */
const STAND_IN_PARTS = [
  ...['example', 'xxxx', 'your', 'placeholder', 'redact', 'replace', 'insert'],
  ...['dummy', 'sample', 'fake', 'mock', 'todo', 'goes_here', 'goes-here', 'goeshere', '...', '****', '••', '____'],
  ...['not_a_', 'not-a-', 'notreal', 'masked', 'obfuscated', 'hidden', 'censored', 'sanitized', 'scrubbed', 'removed'],
  ...['000000000', '1234567890abc', 'abcdefghij', 'deadbeef', 'lorem', 'foobar', 'undefined', '…'],
  // Classes of regular expressions.
  ...['a-za-z', 'a-z0-9'],
] as const;
const REACH = 64;
/** Numbers of parts, from one on, by their first two characters, and the next of the same two; few places of a value have any. */
const FIRST_OF_PAIR = new Uint8Array(1024);
const NEXT_OF_PAIR: Uint8Array[] = STAND_IN_PARTS.map(() => new Uint8Array(1024));
for (const [index, part] of STAND_IN_PARTS.entries()) {
  // Behind one of a single character anything stands.
  const pairs =
    part.length > 1
      ? [pairOf(part.charCodeAt(0), part.charCodeAt(1))]
      : Array.from({ length: 32 }, (_, next) => pairOf(part.charCodeAt(0), next));
  for (const pair of pairs) {
    const next = NEXT_OF_PAIR[index];
    if (next !== undefined) next[pair] = FIRST_OF_PAIR[pair] ?? 0;
    FIRST_OF_PAIR[pair] = index + 1;
  }
}

/** Capitals and small letters are one pair; so are some signs. */
function pairOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** Whether the value only marks the place of a secret: `your-key-here`, `xxxx`, AWS's `…EXAMPLE`. */
export function isStandIn(value: string): boolean {
  const length = Math.min(value.length, REACH);
  for (let at = 0; at < length; at += 1) {
    const pair = pairOf(value.charCodeAt(at), value.charCodeAt(at + 1));
    for (let number = FIRST_OF_PAIR[pair] ?? 0; number > 0; number = NEXT_OF_PAIR[number - 1]?.[pair] ?? 0)
      if (standsAt(value, STAND_IN_PARTS[number - 1] ?? '', at)) return true;
  }
  return false;
}

function standsAt(value: string, part: string, start: number): boolean {
  if (start + part.length > REACH) return false;
  for (let at = 0; at < part.length; at += 1) {
    const unit = value.charCodeAt(start + at);
    const wanted = part.charCodeAt(at);
    const isLetter = wanted >= 0x61 && wanted <= 0x7a;
    // The sign for kelvin is a `k` too, as a small letter.
    if (unit !== wanted && !(isLetter && ((unit | 32) === wanted || (unit === 0x212a && wanted === 0x6b))))
      return false;
  }
  return true;
}
