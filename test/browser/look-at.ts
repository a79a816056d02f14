import type { Page } from 'playwright-core';
import { type Look, onlyRules, settled, shifted, type Visitor, violations } from './open-browser.ts';

const SHIFT_MAX = 0.02;
/** Stands round every page, with more text than most of them. */
const FRAME = ['.shell-bar', '.shell-side'];
/** What is true on one ground alone; what the other rules find does not depend on colours. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
/** Visitors who saw the frame on both grounds: its colours are the same round the next page. */
const sawFrame = new WeakSet<Page>();
/** The ground on which a page was left, and on which the next one opens: to change it draws a page anew. */
const grounds = new WeakMap<Page, Look['scheme']>();

/** Opens a page and says what is wrong with it, light and dark: for readers, in the console, in its place, in its width. */
export async function lookAt(
  { page, complaints }: Visitor,
  { address, path }: { readonly address: string; readonly path: string },
): Promise<readonly string[]> {
  const first = grounds.get(page) ?? 'light';
  const second = first === 'light' ? 'dark' : 'light';
  if (!grounds.has(page)) await page.emulateMedia({ colorScheme: first });
  await page.goto(address + path);
  await settled(page);
  const moved = await shifted(page);
  await onGround(page, first);
  const found = (await violations(page)).map((violation) => `axe, ${first}: ${violation}`);
  await page.emulateMedia({ colorScheme: second });
  grounds.set(page, second);
  await onGround(page, second);
  const without = sawFrame.has(page) ? FRAME : [];
  const then = await violations(page, { without, options: onlyRules(OF_COLOURS) });
  if ((await page.locator(FRAME.join()).count()) > 0) sawFrame.add(page);
  const tooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return [
    ...complaints.splice(0),
    ...found,
    ...then.map((violation) => `axe, ${second}: ${violation}`),
    ...(moved > SHIFT_MAX ? [`moved by itself: ${moved.toFixed(3)}`] : []),
    ...(tooWide === true ? ['is wider than its window'] : []),
  ].map((complaint) => `${path}  ${complaint}`);
}

async function onGround(page: Page, scheme: Look['scheme']): Promise<void> {
  await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor({ state: 'attached' });
}
