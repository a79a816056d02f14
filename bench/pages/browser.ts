import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';

const PASSWORD = 'seven quiet herons by the lake';
const SETTLE_MAX_MS = 120_000;
const LOOK_EVERY_MS = 50;
const QUIET_LOOKS = 6;

/** What a page says of itself when it has settled. */
const WATCH = `
  window.paints = []; window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      window.paints.push([entry.startTime, (entry.element?.tagName ?? '') + ' ' + (entry.element?.textContent ?? '').slice(0, 40)]);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** One opening of a page: moments in milliseconds since it was asked for. */
export type Opening = {
  readonly lcpMs: number;
  readonly largest: string;
  readonly shift: number;
  /** What it asked of the control plane, by address. */
  readonly asked: readonly string[];
  readonly links: readonly string[];
};

export type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Debian's Chromium, or whichever stands where one does. */
export function openChromium(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}

/** Follows a link and chooses a password; gives back what the browser keeps of it. */
export async function signIn(browser: Browser, link: string): Promise<Session> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(SETTLE_MAX_MS);
  await page.goto(link);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  const session = await context.storageState();
  await context.close();
  return session;
}

/** Opens an address in a browser that knows nothing yet but who is signed in, and then `again` more times. */
export async function openPage(
  browser: Browser,
  { session, address, again }: { readonly session: Session; readonly address: string; readonly again: number },
): Promise<readonly Opening[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState: session });
  const page = await context.newPage();
  page.setDefaultTimeout(SETTLE_MAX_MS);
  await page.addInitScript(WATCH);
  const openings: Opening[] = [];
  for (let time = 0; time <= again; time += 1) openings.push(await openOnce(page, address));
  await context.close();
  return openings;
}

async function openOnce(page: Page, address: string): Promise<Opening> {
  const asked: string[] = [];
  const under = new Set<Request>();
  const begin = (request: Request): void => {
    // The stream of live events never ends.
    if (request.url().endsWith('/api/v1/events')) return;
    under.add(request);
    if (request.method() === 'GET' && request.url().includes('/api/v1/')) asked.push(request.url());
  };
  const end = (request: Request): void => void under.delete(request);
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  await page.goto(address);
  await page.locator('main').first().waitFor({ state: 'attached', timeout: SETTLE_MAX_MS });
  await quiet(page, under);
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: SETTLE_MAX_MS });
  await quiet(page, under);
  page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
  const told: unknown = await page.evaluate(
    `[window.paints.at(-1)?.[0] ?? 0, window.paints.at(-1)?.[1] ?? '', window.shifted,
      ...[...document.querySelectorAll('a[href^="/"]')].map((link) => link.getAttribute('href'))]`,
  );
  const [lcpMs, largest, shift, ...links] = Array.isArray(told) ? told : [];
  return { lcpMs: Number(lcpMs), largest: String(largest), shift: Number(shift), asked, links: links.map(String) };
}

/** Until nothing has been under way for a while. */
async function quiet(page: Page, under: ReadonlySet<Request>): Promise<void> {
  const untilMs = performance.now() + SETTLE_MAX_MS;
  for (let looks = 0; looks < QUIET_LOOKS && performance.now() < untilMs; ) {
    await page.waitForTimeout(LOOK_EVERY_MS);
    looks = under.size === 0 ? looks + 1 : 0;
  }
}
