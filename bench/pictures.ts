import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAllNow } from './machine/started-process.ts';
import { openChromium } from './pages/browser.ts';
import { startPagesHouse } from './pages/house.ts';
import { plantOrganisation } from './pages/plant-organisation.ts';
import { PICTURE, takePictures } from './pages/take-pictures.ts';
import { signReadersIn } from './pages/visit-pages.ts';
import { writePictureDocument } from './pages/write-picture-document.ts';
import { freePort } from './targets/free-port.ts';

/**
 * Pictures of every page, light and dark, as the documentation shows them.
 *
 *   node bench/pictures.ts [--keep FOLDER] [--calls 40000] [--into FOLDER] [--width 1280] [--only '^/(team|spending)']
 *
 * Without --into it writes docs/pictures and docs/pages.md; with it PNG files to look at, and no document.
 */

const checkout = join(import.meta.dirname, '..');
const kept = textAfter('--keep');
const into = textAfter('--into');
const folder = kept ?? mkdtempSync(join(tmpdir(), 'tokenward-pictures-'));
process.once('SIGINT', () => process.exit(1));
process.once('SIGTERM', () => process.exit(1));
process.once('exit', leave);

const port = await freePort();
mkdirSync(folder, { recursive: true });
const planted = join(folder, 'planted');
if (!existsSync(planted)) {
  await plantOrganisation(folder, { port, calls: Number(textAfter('--calls') ?? 40_000) });
  writeFileSync(planted, '');
}
const house = await startPagesHouse({ folder, port });
const browser = await openChromium();
const sessions = await signReadersIn(browser, house.client);
const pictures = await takePictures(browser, {
  address: house.address,
  sessions,
  folder: into ?? join(checkout, 'docs', 'pictures'),
  format: { kind: into === undefined ? 'webp' : 'png', width: Number(textAfter('--width') ?? PICTURE.width) },
  only: new RegExp(textAfter('--only') ?? ''),
});
await browser.close();
await house.stop();
if (into === undefined) writePictureDocument(join(checkout, 'docs', 'pages.md'), pictures);
console.info(`${pictures.length} pages`);

function leave(): void {
  endAllNow();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

function textAfter(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
