import assert from 'node:assert/strict';

/** One place where the house breaks a law, and what to do about it. */
export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly what: string;
  readonly instead: string;
}

export function describeBreach(breach: Breach): string {
  return `${breach.path}:${breach.line}  ${breach.what} → ${breach.instead}`;
}

/** Fails with one line per breach, sorted by place. */
export function assertKept(breaches: readonly Breach[]): void {
  const lines = breaches.map(describeBreach).sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  if (lines.length > 0) assert.fail(`${lines.length} in breach of this law\n${lines.join('\n')}\n`);
}

/** For a law's own test: the planted breach is found, at its place. */
export function assertCaught(breaches: readonly Breach[], expected: readonly string[]): void {
  const places = breaches.map((breach) => `${breach.path}:${breach.line}`).sort();
  assert.deepEqual(places, [...expected].sort());
}
