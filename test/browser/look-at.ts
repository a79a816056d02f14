import type { Page } from 'playwright-core';
import { onlyRules, settled, shifted, type Visitor, violations } from './open-browser.ts';

const SHIFT_MAX = 0.02;
/** Stands round every page, with more text than most of them. */
const FRAME = ['.shell-bar', '.shell-side'];
const CONTRAST = 'color-contrast';
/** Visitors who saw the frame in both schemes: its colours are the same round the next page. */
const sawFrame = new WeakSet<Page>();

/** Opens a page and says what is wrong with it, light and dark: for readers, in the console, in its place, in its width. */
export async function lookAt(
  { page, complaints }: Visitor,
  { address, path }: { readonly address: string; readonly path: string },
): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address + path);
  await settled(page);
  const moved = await shifted(page);
  const without = sawFrame.has(page) ? FRAME : [];
  const light = [
    ...(await violations(page, { options: { rules: { [CONTRAST]: { enabled: false } } } })),
    ...(await violations(page, { without, options: onlyRules([CONTRAST]) })),
  ];
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
  const dark = await violations(page, { without, options: onlyRules([CONTRAST]) });
  if ((await page.locator(FRAME.join()).count()) > 0) sawFrame.add(page);
  const tooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return [
    ...complaints.splice(0),
    ...light.map((violation) => `axe, light: ${violation}`),
    ...dark.map((violation) => `axe, dark: ${violation}`),
    ...(moved > SHIFT_MAX ? [`moved by itself: ${moved.toFixed(3)}`] : []),
    ...(tooWide === true ? ['is wider than its window'] : []),
  ].map((complaint) => `${path}  ${complaint}`);
}
