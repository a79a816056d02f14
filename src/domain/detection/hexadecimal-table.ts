type Span = { readonly start: number; readonly end: number };

/** How far on each side of a number its neighbours are looked at. */
const REACH = 40;
const GROUPS_MIN = 2;
/** `4E00`, `2343F`: digits and letters, as no number that people write in groups has them. */
const GROUP = /(?<![\w-])(?=[\dA-F]{0,4}\d)(?=[\dA-F]{0,4}[A-F])[\dA-F]{4,5}(?![\w-])/gi;

/**
 * Whether a number in groups stands in a row of hexadecimal codes, as tables of characters have them: then it is made of those
 * that happen to have no letter.
 */
export function isAmongHexadecimal(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  const behind = text.slice(end, end + REACH);
  return countGroups(before) + countGroups(behind) >= GROUPS_MIN;
}

function countGroups(stretch: string): number {
  return stretch.match(GROUP)?.length ?? 0;
}
