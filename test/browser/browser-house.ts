import { startCountingUpstream } from '../end-to-end/counting-upstream.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { makeHouseFolder } from '../end-to-end/house-folder.ts';
import { type HouseProcess, startHouse } from '../end-to-end/house-process.ts';
import { type Look, openBrowser, type Session, settled, type Visitor } from './open-browser.ts';

export type BrowserHouse = {
  readonly house: HouseProcess;
  readonly visit: (look: Look, session?: Session) => Promise<Visitor>;
  /** Follows an invitation in the browser, chooses a password, and is signed in. */
  readonly invite: (personId: string, look: Look) => Promise<Visitor>;
};

export const PASSWORD = 'seven quiet herons by the lake';

/** The real program with the sample organisation, and a browser to open it in. */
export async function openBrowserHouse(): Promise<BrowserHouse> {
  const [upstream, browser] = await Promise.all([startCountingUpstream(), openBrowser()]);
  const house = await startHouse({ folder: makeHouseFolder(), upstream: upstream.baseUrl });
  return {
    house,
    visit: browser.visit,
    invite: async (personId, look) => {
      const { link } = await house.client.call('createSignInLink', { params: { id: personId } });
      const visitor = await browser.visit(look);
      await followLink(visitor, link ?? '');
      return visitor;
    },
  };
}

/** The set-up link that the start printed. */
export function setUpLinkOf(house: HouseProcess): Promise<string> {
  return eventually('the set-up link', () => /\S+\/sign-in#link=[\w-]+/.exec(house.written())?.[0]);
}

/** Chooses a password on the page of a link, and waits for the first page. */
export async function followLink({ page }: Visitor, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  await settled(page);
}
