import { settled, shifted, type Visitor, violations } from './open-browser.ts';

const SHIFT_MAX = 0.02;

/** Opens a page and says what is wrong with it, light and dark: for readers, in the console, in its place, in its width. */
export async function lookAt(
  { page, complaints }: Visitor,
  { address, path }: { readonly address: string; readonly path: string },
): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address + path);
  await settled(page);
  const moved = await shifted(page);
  const light = await violations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
  const dark = await violations(page, ['color-contrast']);
  const tooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return [
    ...complaints.splice(0),
    ...light.map((violation) => `axe, light: ${violation}`),
    ...dark.map((violation) => `axe, dark: ${violation}`),
    ...(moved > SHIFT_MAX ? [`moved by itself: ${moved.toFixed(3)}`] : []),
    ...(tooWide === true ? ['is wider than its window'] : []),
  ].map((complaint) => `${path}  ${complaint}`);
}
