import { replaceEqualDeep } from '@tanstack/react-query';

/** Where each answer came from, for as long as somebody holds it: what a page rests on is told by what was asked, never guessed. */
const ADDRESSES = new WeakMap<object, string>();

/** Of an answer as it came. */
export function rememberAddress(answer: unknown, address: string): void {
  if (isObject(answer)) ADDRESSES.set(answer, address);
}

/** Undefined of what no operation has answered in this form: it was put together on the page. */
export function addressAsked(answer: unknown): string | undefined {
  return isObject(answer) ? ADDRESSES.get(answer) : undefined;
}

/** Keeps what did not change as the object that it was, so that nothing is drawn again for it, and where it came from with it. */
export function shareAnswers(before: unknown, now: unknown): unknown {
  const kept: unknown = replaceEqualDeep(before, now);
  carry(now, kept);
  const pages = pagesOf(kept);
  for (const [at, page] of pagesOf(now).entries()) carry(page, pages[at]);
  return kept;
}

function carry(now: unknown, kept: unknown): void {
  const address = addressAsked(now);
  if (address !== undefined) rememberAddress(kept, address);
}

function pagesOf(data: unknown): readonly unknown[] {
  return isObject(data) && 'pages' in data && Array.isArray(data.pages) ? data.pages : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
