import type { SpannedBody } from '../../ports/dialect.ts';

/**
 * The value of an outermost member; undefined where it is not there. Texts beyond ASCII come out as their bytes: what is
 * asked of them here is their kind and their API's own words.
 */
export function readMember({ text, members }: SpannedBody, name: string): unknown {
  const member = members.find((one) => one.name === name);
  return member === undefined ? undefined : JSON.parse(text.slice(member.start, member.end));
}

/** The value is there and says something. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
