/** What people write where a secret would stand. Looked for anywhere in a value, in small letters. */
const STAND_IN_PARTS = [
  ...['example', 'xxxx', 'your', 'placeholder', 'redact', 'replace', 'insert'],
  ...['dummy', 'sample', 'fake', 'mock', 'todo', 'goes_here', 'goes-here', 'goeshere', '...', '****', '••', '____'],
  ...['not_a_', 'not-a-', 'notreal', 'masked', 'obfuscated', 'hidden', 'censored', 'sanitized', 'scrubbed', 'removed'],
  ...['000000000', '1234567890abc', 'abcdefghij', 'deadbeef', 'lorem', 'foobar', 'undefined', '…'],
] as const;
const REACH = 64;
const PATTERN = new RegExp(STAND_IN_PARTS.map((part) => part.replaceAll(/[.*]/g, String.raw`\$&`)).join('|'), 'i');

/** Whether the value only marks the place of a secret: `your-key-here`, `xxxx`, AWS's `…EXAMPLE`. */
export function isStandIn(value: string): boolean {
  return PATTERN.test(value.slice(0, REACH));
}
