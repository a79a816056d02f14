const PLACE = 'tokenward.device';
const LIFE_MS = 10 * 60_000;

/** Behind `#code=`, where the program put it: no log and no referrer has it. */
export function codeIn(hash: string): string {
  return /^#?code=([A-Za-z-]{8,9})$/.exec(hash)?.[1]?.toUpperCase() ?? '';
}

/**
 * Keeps the code of a program for whoever goes to another host to sign in: what stands behind `#` does not come back from there, and in a
 * query logs would have it. It stays in this tab, no longer than the code is good for, and lets nobody in: whoever is back still says yes.
 */
export function carryCode(hash: string): void {
  const code = codeIn(hash);
  if (code === '') return;
  try {
    sessionStorage.setItem(PLACE, `${Date.now() + LIFE_MS} ${code}`);
  } catch {
    // A browser that keeps nothing: it is typed again.
  }
}

/** The code that was carried, while it is good; `dropCarriedCode` once it has been read. */
export function carriedCode(): string {
  try {
    const [untilMs = '0', code = ''] = (sessionStorage.getItem(PLACE) ?? '').split(' ');
    return Number(untilMs) > Date.now() ? codeIn(`code=${code}`) : '';
  } catch {
    return '';
  }
}

export function dropCarriedCode(): void {
  try {
    sessionStorage.removeItem(PLACE);
  } catch {
    // Nothing is kept there.
  }
}
