/** Pages below a listing that are not about one thing of it. */
const PAGES_BELOW: ReadonlySet<string> = new Set([
  'new',
  'rule',
  'settings',
  'keeping',
  'import',
  'mapping',
  'past',
  'kinds',
  'export',
  'lines',
]);

/** What a path shows, whichever thing of its kind: `/budgets/lena` is `/budgets/*`, `/policy/new` a page of its own. */
export function kindOf(path: string): string {
  const [, listing, name] = /^(\/[a-z-]+)\/([^/?#]+)$/.exec(path) ?? [];
  return listing === undefined || name === undefined || PAGES_BELOW.has(name) ? path : `${listing}/*`;
}

/** Where links lead within the application, without what they ask there. */
export function pathsOf(links: readonly string[]): readonly string[] {
  return links.map((link) => link.split(/[?#]/)[0] ?? '/').filter((link) => !/^\/(docs|api|auth)\b/.test(link));
}
