// Progress goes to stderr, so that stdout stays the target's own.

export function say(sentence) {
  process.stderr.write(`tokenward: ${sentence}\n`);
}

/** What npm wrote, without the addresses that a company may not want in its logs. */
export function withoutAddresses(text) {
  return text.replace(/\b[a-z][a-z+]*:\/\/[^\s'"<>)]+/gi, '<address>');
}

/** An end that is not a bug: told in one sentence, without a stack. */
export class StartRefusal extends Error {}
