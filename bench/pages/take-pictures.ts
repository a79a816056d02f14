import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Session } from './browser.ts';
import { kindOf, pathsOf } from './page-kind.ts';
import type { Reader } from './visit-pages.ts';

export const PICTURE = { width: 1280, height: 880 } as const;
const SCHEMES = ['light', 'dark'] as const;
const SETTLE_MAX_MS = 30_000;
/** Whose a page is, where others come to it first; they would be pictured with what is missing for them. */
const OF_WHOM: readonly (readonly [RegExp, Reader])[] = [
  [/^\/(validations|transfers)(\/|$)/, 'tomas'],
  [
    /^\/(cases|contests|formulas|programmes|leaderboards|merges|use-cases|policy|exceptions|workflows|routing)(\/|$)/,
    'ines',
  ],
  [/^\/recognition\/./, 'ines'],
  [/^\/outcomes\/kinds$/, 'ines'],
  [/^\/protection(\/|$)/, 'ruth'],
  [/^\/(budgets|allowances|calls)(\/|$)/, 'person-401'],
];
/** What is pressed before a page shows what it is for. */
const PRESSED: ReadonlyMap<string, string> = new Map([['/notices', 'Preview']]);
/** Beside what the navigation leads to. */
const MORE_PATHS = [
  ...['/outcomes/new', '/requests/new', '/account', '/tour', '/device', '/reuse', '/recognition/export'],
  ...['/allowances/new', '/formulas/new', '/people/new', '/people/import', '/programmes/new', '/use-cases/new'],
  ...['/calls', '/transfers', '/recognition/rule'],
  ...['/workflows/new', '/programmes/spring/change', '/sources/forge/mapping', '/sources/forge/past'],
] as const;

export type Picture = {
  readonly reader: Reader | 'visitor';
  readonly name: string;
  readonly title: string;
  readonly path: string;
};
export type PictureFormat = { readonly kind: 'webp' | 'png'; readonly width: number };

/** Pictures every page that these readers' navigation leads to, once, light and dark; of each listing one thing that it links to. */
export async function takePictures(
  browser: Browser,
  known: {
    readonly address: string;
    readonly sessions: ReadonlyMap<Reader, Session>;
    readonly folder: string;
    readonly format: PictureFormat;
    readonly only: RegExp;
  },
): Promise<readonly Picture[]> {
  mkdirSync(known.folder, { recursive: true });
  const seen = new Set<string>();
  const pictures: Picture[] = [];
  for (const [reader, session] of known.sessions) {
    const viewport = { width: known.format.width, height: PICTURE.height };
    const context = await browser.newContext({ viewport, storageState: session, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const waiting: string[] = ['/', ...MORE_PATHS];
    const tried = new Set<string>();
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const name = nameOf(path);
      const isKnown = seen.has(name);
      // The first page leads to those of this reader, whoever was pictured on it.
      if (tried.has(name) || (isKnown && path !== '/') || !isOf(reader, path)) continue;
      tried.add(name);
      const isWanted = !isKnown && known.only.test(path);
      await openIn(page, known.address + path);
      // Whoever may open it comes later.
      if ((await page.locator('main .trouble').count()) > 0) continue;
      seen.add(name);
      if (isWanted) {
        await press(page, path);
        pictures.push({ reader, name, path, title: await captureBoth(page, { ...known, name }) });
      }
      waiting.push(...(await linksOf(page)));
    }
    await context.close();
  }
  return pictures;
}

/** Pictures what stands before somebody is in: each by its name, at its address. */
export async function takePicturesOfDoors(
  browser: Browser,
  known: {
    readonly doors: ReadonlyMap<string, string>;
    readonly folder: string;
    readonly format: PictureFormat;
  },
): Promise<readonly Picture[]> {
  mkdirSync(known.folder, { recursive: true });
  const pictures: Picture[] = [];
  for (const [name, address] of known.doors) {
    const viewport = { width: known.format.width, height: PICTURE.height };
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(address);
    await page.locator('main button[type=submit]').first().waitFor({ timeout: SETTLE_MAX_MS });
    const path = new URL(address).pathname;
    pictures.push({ reader: 'visitor', name, path, title: await captureBoth(page, { ...known, name }) });
    await context.close();
  }
  return pictures;
}

function isOf(reader: Reader, path: string): boolean {
  const [, owner] = OF_WHOM.find(([paths]) => paths.test(path)) ?? [];
  return owner === undefined || owner === reader;
}

async function press(page: Page, path: string): Promise<void> {
  const name = PRESSED.get(path);
  if (name === undefined) return;
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState('networkidle');
}

async function openIn(page: Page, address: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address);
  await page.locator('main h1').first().waitFor({ timeout: SETTLE_MAX_MS });
  // It is drawn after the page, and its links are the way to the others.
  await page.locator('nav.shell-nav a').first().waitFor({ state: 'attached', timeout: SETTLE_MAX_MS });
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: SETTLE_MAX_MS });
}

async function linksOf(page: Page): Promise<readonly string[]> {
  const told: unknown = await page.evaluate(
    `[...document.querySelectorAll('a[href^="/"]')].map((link) => link.getAttribute('href'))`,
  );
  return pathsOf(Array.isArray(told) ? told.map(String) : []);
}

/** `/budgets/platform` is a picture of `budgets-one`, whichever budget it is. */
function nameOf(path: string): string {
  return path === '/' ? 'home' : kindOf(path).replace('/*', '/one').slice(1).replaceAll('/', '-');
}

/** Gives back its heading. */
async function captureBoth(
  page: Page,
  { folder, format, name }: { readonly folder: string; readonly format: PictureFormat; readonly name: string },
): Promise<string> {
  for (const scheme of SCHEMES) await capture(page, { scheme, format, file: join(folder, `${name}-${scheme}`) });
  return await page.locator('h1').first().innerText();
}

async function capture(
  page: Page,
  {
    scheme,
    format,
    file,
  }: { readonly scheme: 'light' | 'dark'; readonly format: PictureFormat; readonly file: string },
): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor({ state: 'attached' });
  const devtools = await page.context().newCDPSession(page);
  const quality = format.kind === 'webp' ? { quality: 72 } : {};
  const { data } = await devtools.send('Page.captureScreenshot', { format: format.kind, ...quality });
  writeFileSync(`${file}.${format.kind}`, Buffer.from(data, 'base64'));
  await devtools.detach();
}
