import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { endAllNow } from '../machine/started-process.ts';
import { freePort } from '../targets/free-port.ts';
import { openChromium, type Session } from './browser.ts';
import { type PagesHouse, startPagesHouse } from './house.ts';
import { plantOrganisation } from './plant-organisation.ts';
import { type Reader, signReadersIn } from './visit-pages.ts';

export type PlantedHouse = {
  readonly house: PagesHouse;
  readonly browser: Browser;
  readonly sessions: ReadonlyMap<Reader, Session>;
};

/**
 * A house with an organisation of so many calls, a browser, and everybody signed in, as the flags of the command say: `--calls`, `--port`,
 * and `--keep`, a folder whose organisation stays and is used again. However the process ends, nothing of it is left running.
 */
export async function openPlantedHouse(usual: { readonly calls: number }): Promise<PlantedHouse> {
  const kept = textAfter('--keep');
  const port = Number(textAfter('--port') ?? (await freePort()));
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'tokenward-pages-'));
  process.once('SIGINT', () => process.exit(1));
  process.once('SIGTERM', () => process.exit(1));
  process.once('exit', () => {
    endAllNow();
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(folder, { recursive: true });
  const planted = join(folder, 'planted');
  if (!existsSync(planted)) {
    await plantOrganisation(folder, { port, calls: Number(textAfter('--calls') ?? usual.calls) });
    writeFileSync(planted, '');
  }
  const house = await startPagesHouse({ folder, port });
  const browser = await openChromium();
  return { house, browser, sessions: await signReadersIn(browser, house.client) };
}

/** What stands behind a flag of the command; undefined where it was not given. */
export function textAfter(flag: string): string | undefined {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
}
