import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askOperations } from './pages/ask-operations.ts';
import { openPlantedHouse, textAfter } from './pages/planted-house.ts';
import { brokenBounds, pagesReport } from './pages/report.ts';
import { type PageFigures, READERS, visitPages } from './pages/visit-pages.ts';

/**
 * How long pages and what they ask take, with a year of a million calls in the store.
 *
 *   node bench/pages.ts [--write] [--keep FOLDER] [--calls 1000000] [--port N] [--only '^/(team|spending)'] [--readers sam,tomas]
 *
 * Plants an organisation, opens every page as seven people, cold and warm, and asks the server for everything that they asked it,
 * over several ranges. With --keep the planted store stays, and is used again. Ends with 1 where a bound is broken.
 */

const checkout = join(import.meta.dirname, '..');
const only = new RegExp(textAfter('--only') ?? '');
const readers = (textAfter('--readers') ?? READERS.join(',')).split(',');
const { house, browser, sessions } = await openPlantedHouse({ calls: 1_000_000 });
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
