/** What people write where a secret would stand. Looked for anywhere in a value, in small letters. */
const STAND_IN_PARTS = [
  ...['example', 'xxxx', 'your', 'placeholder', 'redact', 'replace', 'insert'],
  ...['dummy', 'sample', 'fake', 'mock', 'todo', 'goes_here', 'goes-here', 'goeshere', '...', '****', '••', '____'],
  ...['not_a_', 'not-a-', 'notreal', 'masked', 'obfuscated', 'hidden', 'censored', 'sanitized', 'scrubbed', 'removed'],
  ...['000000000', '1234567890abc', 'abcdefghij', 'deadbeef', 'lorem', 'foobar', 'undefined', '…'],
] as const;
const REACH = 64;
/** Parts by the unit that they begin with: a value is walked once, instead of once for each part. */
const BY_FIRST: ReadonlyMap<number, readonly string[]> = Map.groupBy(STAND_IN_PARTS, (part) => part.charCodeAt(0));
const BEGINS = Uint8Array.from({ length: 128 }, (_, unit) => (BY_FIRST.has(unit) ? 1 : 0));

/** Whether the value only marks the place of a secret: `your-key-here`, `xxxx`, AWS's `…EXAMPLE`. */
export function isStandIn(value: string): boolean {
  const lower = value.slice(0, REACH).toLowerCase();
  for (let at = 0; at < lower.length; at += 1) {
    const unit = lower.charCodeAt(at);
    if (unit < 128 && BEGINS[unit] !== 1) continue;
    if (BY_FIRST.get(unit)?.some((part) => lower.startsWith(part, at)) === true) return true;
  }
  return false;
}
