/** What a client says of caches in `cache-control` (RFC 9111). */
export type CacheWish = {
  /** False (`no-cache`, `no-store`): the answer must come from the model. */
  readonly mayAnswer: boolean;
  /** False (`no-store`): nothing of this call is kept. */
  readonly mayKeep: boolean;
  /** `max-age`: older answers are not wanted; null: not said. */
  readonly ageSecondsMax: number | null;
};

const NO_WISH: CacheWish = { mayAnswer: true, mayKeep: true, ageSecondsMax: null };

/** What is not understood is passed over, as the standard has it; a broken `max-age` counts as 0. */
export function readCacheWish(header: string | undefined): CacheWish {
  if (header === undefined) return NO_WISH;
  const directives = header
    .toLowerCase()
    .split(',')
    .map((directive) => directive.trim());
  const mayKeep = !directives.includes('no-store');
  const mayAnswer = mayKeep && !directives.some((one) => one === 'no-cache' || one.startsWith('no-cache='));
  const age = directives.find((one) => one.startsWith('max-age'));
  return { mayAnswer, mayKeep, ageSecondsMax: age === undefined ? null : secondsOf(age) };
}

function secondsOf(directive: string): number {
  const match = /^max-age="?(\d{1,9})"?$/.exec(directive);
  return match === null ? 0 : Number(match[1]);
}
