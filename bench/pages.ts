import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAllNow } from './machine/started-process.ts';
import { askOperations } from './pages/ask-operations.ts';
import { openChromium } from './pages/browser.ts';
import { startPagesHouse } from './pages/house.ts';
import { plantOrganisation } from './pages/plant-organisation.ts';
import { brokenBounds, pagesReport } from './pages/report.ts';
import { type PageFigures, READERS, signReadersIn, visitPages } from './pages/visit-pages.ts';
import { freePort } from './targets/free-port.ts';

/**
 * How long pages and what they ask take, with a year of a million calls in the store.
 *
 *   node bench/pages.ts [--write] [--keep FOLDER] [--calls 1000000] [--port N] [--only '^/(team|spending)'] [--readers sam,tomas]
 *
 * Plants an organisation, opens every page as seven people, cold and warm, and asks the server for everything that they asked it,
 * over several ranges. With --keep the planted store stays, and is used again. Ends with 1 where a bound is broken.
 */

const checkout = join(import.meta.dirname, '..');
const port = Number(textAfter('--port') ?? (await freePort()));
const kept = textAfter('--keep');
const only = new RegExp(textAfter('--only') ?? '');
const readers = (textAfter('--readers') ?? READERS.join(',')).split(',');
const folder = kept ?? mkdtempSync(join(tmpdir(), 'tokenward-pages-'));
process.once('SIGINT', () => process.exit(1));
process.once('SIGTERM', () => process.exit(1));
process.once('exit', leave);

mkdirSync(folder, { recursive: true });
const planted = join(folder, 'planted');
if (!existsSync(planted)) {
  await plantOrganisation(folder, { port, calls: Number(textAfter('--calls') ?? 1_000_000) });
  writeFileSync(planted, '');
}
const house = await startPagesHouse({ folder, port });
const browser = await openChromium();
const sessions = await signReadersIn(browser, house.client);
const pages: PageFigures[] = [];
const seen = new Set<string>();
for (const reader of READERS) {
  const session = sessions.get(reader);
  if (session !== undefined && readers.includes(reader))
    pages.push(...(await visitPages(browser, { reader, session, address: house.address, only, seen })));
}
await browser.close();
const operations = await askOperations(pages, { ...house, sessions });
await house.stop();
const report = pagesReport({ pages, operations });
console.info(report);
if (process.argv.includes('--write')) writeFileSync(join(checkout, 'bench', 'results', 'pages.md'), report);
process.exitCode = brokenBounds({ pages, operations }).length === 0 ? 0 : 1;

function leave(): void {
  endAllNow();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

function textAfter(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
