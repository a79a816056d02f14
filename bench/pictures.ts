import { join } from 'node:path';
import { plantBegun } from './pages/plant-begun.ts';
import { openPlantedHouse, textAfter } from './pages/planted-house.ts';
import { PICTURE, takePictures } from './pages/take-pictures.ts';
import { writePictureDocument } from './pages/write-picture-document.ts';

/**
 * Pictures of every page, light and dark, as the documentation shows them.
 *
 *   node bench/pictures.ts [--keep FOLDER] [--calls 40000] [--into FOLDER] [--width 1280] [--only '^/(team|spending)']
 *
 * Without --into it writes docs/pictures and docs/pages.md; with it PNG files to look at, and no document.
 */

const checkout = join(import.meta.dirname, '..');
const into = textAfter('--into');
const { house, browser, sessions } = await openPlantedHouse({ calls: 40_000 });
await plantBegun(house.client);
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
