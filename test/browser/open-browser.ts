import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Why tests in a browser cannot run on this machine; false where they can. */
export const noBrowser: string | false =
  CHROMIUM === undefined ? 'there is no Chromium here; on Debian: apt-get install chromium' : false;

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** Styles are asked for by no rule that is on; to fetch and read them again cost half of what axe takes for a page. */
const OF_EACH_RUN = { resultTypes: ['violations'], preload: { assets: ['media'] } };

const BUILD = fileURLToPath(new URL('../../bin/web/build-when-changed.mjs', import.meta.url));

/** Adds up what moved without anybody having done something. */
const WATCH_SHIFTS = `
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

export type Look = { readonly width: 390 | 1440; readonly scheme: 'light' | 'dark' };

export type Visitor = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the console said and what broke; empty is how it should be. */
  readonly complaints: string[];
};

/** Builds the application where it changed, and opens a browser that goes with the file's tests. */
export async function openBrowser(): Promise<{ readonly visit: (look: Look, session?: Session) => Promise<Visitor> }> {
  buildApplication();
  const browser: Browser = await chromium.launch({
    ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  after(() => browser.close());
  return { visit: (look, session) => visit(browser, look, session) };
}

/** Makes `dist/web` what its sources say. */
export function buildApplication(): void {
  execFileSync(process.execPath, [BUILD], { stdio: ['ignore', 'ignore', 'inherit'] });
}

export type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

async function visit(browser: Browser, { width, scheme }: Look, session?: Session): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    ...(session === undefined ? {} : { storageState: session }),
  });
  const page = await context.newPage();
  await page.addInitScript(WATCH_SHIFTS);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`));
  page.on('pageerror', (error) => complaints.push(`broke: ${error.message}`));
  return { page, context, complaints };
}

export type Part = {
  /** Selectors of what is left out. */
  readonly without?: readonly string[];
  /** axe's options; without any, each of its usual rules. */
  readonly options?: object;
};

/** What axe finds wrong with the page as it is, a line for each rule. */
export async function violations(page: Page, { without = [], options = {} }: Part = {}): Promise<readonly string[]> {
  // Without the text of elements, which nobody reads here: of a page's frame that is the whole page, for each finding.
  if ((await page.evaluate('typeof axe')) === 'undefined')
    await page.evaluate(`${AXE}; axe.configure({ noHtml: true });`);
  const where = { include: [['html']], exclude: without.map((selector) => [selector]) };
  const found: unknown = await page.evaluate(
    `axe.run(${JSON.stringify(where)}, ${JSON.stringify({ ...OF_EACH_RUN, ...options })}).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target, failureSummary }) =>
        target.join(' ') + ' ' + failureSummary.split('\\n').slice(1, 2)).join(' | ')))`,
  );
  return Array.isArray(found) ? found.map(String) : ['axe gave no answer'];
}

/** axe's options for these rules and no other. */
export function onlyRules(rules: readonly string[]): object {
  return { runOnly: { type: 'rule', values: rules } };
}

/** How far things moved by themselves since the page was opened; below 0.02 nobody notices. */
export async function shifted(page: Page): Promise<number> {
  return Number(await page.evaluate('window.shifted'));
}

/** Until nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}
