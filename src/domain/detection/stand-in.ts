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
/** Parts by the unit that they begin with. */
const BY_FIRST: ReadonlyMap<number, readonly string[]> = Map.groupBy(STAND_IN_PARTS, (part) => part.charCodeAt(0));
/** First two characters of the parts, behind one of a single character anything: few places of a value pass. */
const PAIRS = new Uint8Array(1024);
for (const part of STAND_IN_PARTS)
  if (part.length > 1) PAIRS[pairOf(part.charCodeAt(0), part.charCodeAt(1))] = 1;
  else for (let next = 0; next < 32; next += 1) PAIRS[pairOf(part.charCodeAt(0), next)] = 1;

/** Capitals and small letters are one pair; so are some signs. */
function pairOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** Whether the value only marks the place of a secret: `your-key-here`, `xxxx`, AWS's `…EXAMPLE`. */
export function isStandIn(value: string): boolean {
  const length = Math.min(value.length, REACH);
  let lower = '';
  for (let at = 0; at < length; at += 1) {
    if (PAIRS[pairOf(value.charCodeAt(at), value.charCodeAt(at + 1))] !== 1) continue;
    if (lower === '') lower = value.slice(0, REACH).toLowerCase();
    // A letter that becomes two puts all places off.
    if (lower.length !== length) return STAND_IN_PARTS.some((part) => lower.includes(part));
    if (BY_FIRST.get(lower.charCodeAt(at))?.some((part) => lower.startsWith(part, at)) === true) return true;
  }
  return false;
}
