import { join } from 'node:path';
import { holdCall, plantAsked } from './pages/plant-asked.ts';
import { plantBegun } from './pages/plant-begun.ts';
import { openPlantedHouse, textAfter } from './pages/planted-house.ts';
import { PICTURE, takePictures, takePicturesOfDoors } from './pages/take-pictures.ts';
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
await plantAsked(house);
const endCall = await holdCall(house);
const only = new RegExp(textAfter('--only') ?? '');
const wish = {
  folder: into ?? join(checkout, 'docs', 'pictures'),
  format: { kind: into === undefined ? 'webp' : 'png', width: Number(textAfter('--width') ?? PICTURE.width) },
} as const;
const setUp = new URL(house.setUpLink());
const doors = new Map([
  ['sign-in', `${house.address}/sign-in`],
  // A kept house has the link of its first start, when its port was another.
  ['sign-in-set-up', `${house.address}${setUp.pathname}${setUp.hash}`],
]);
const pictures = [
  ...(only.test('/sign-in') ? await takePicturesOfDoors(browser, { ...wish, doors }) : []),
  ...(await takePictures(browser, { ...wish, address: house.address, sessions, only })),
];
endCall();
await browser.close();
await house.stop();
if (into === undefined) writePictureDocument(join(checkout, 'docs', 'pages.md'), pictures);
console.info(`${pictures.length} pages`);
