import assert from 'node:assert/strict';
import type { ControlHouse } from './control-house.ts';
import { type Browser, openBrowser } from './session-browser.ts';

export const PASSWORD = 'seven quiet otters';

/** A new person who has chosen a password by an invitation, in a browser that is signed in. */
export async function arriveByInvitation(house: ControlHouse, personId: string): Promise<Browser> {
  await house.addPerson(personId);
  const admin = await house.admin();
  const { link } = await admin.call('createSignInLink', { params: { id: personId } });
  const browser = openBrowser(house.address);
  const token = link?.split('#link=')[1];
  const { status } = await browser.post('/sign-in/link/use', { token, password: PASSWORD });
  assert.equal(status, 200);
  return browser;
}
