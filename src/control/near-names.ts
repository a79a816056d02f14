const NAMED_MAX = 3;

/** The names most like the one that was meant, nearest first; at most three, and none that is unlike. */
export function nearNames(meant: string, known: readonly string[]): readonly string[] {
  const wanted = meant.toLowerCase();
  const reach = Math.max(2, Math.floor(wanted.length / 3));
  return known
    .map((name) => ({ name, distance: distanceOf(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= reach)
    .sort((one, other) => one.distance - other.distance || (one.name < other.name ? -1 : 1))
    .slice(0, NAMED_MAX)
    .map(({ name }) => name);
}

/** `Did you mean "a" or "b"?`, or nothing. */
export function nearInWords(near: readonly string[]): string {
  if (near.length === 0) return '';
  return ` Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
}

/** Letters to add, drop or change to make one of the other; a name that holds the other counts as one step away. */
function distanceOf(...[one, other]: readonly [string, string]): number {
  if (one.length >= 3 && other.includes(one)) return one === other ? 0 : 1;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed));
    }
    row = next;
  }
  return row[other.length] ?? one.length;
}
