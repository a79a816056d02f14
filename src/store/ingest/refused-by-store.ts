/** A line that can never be stored as it is, as opposed to a store that is away or broken. */
export class UnstorableLines extends Error {
  readonly code = 'unstorable';
}

/**
 * What PostgreSQL says of a line that it will refuse again tomorrow; undefined for everything that may pass.
 * Only the classes of data: a missing column (42…) or a full disk (53…) must never put good lines aside.
 *
 *   22…    a value out of range, text that is not JSON or not UTF-8
 *   23502  a member that must be there is null          23514  a check says no
 *   54…    nested too deep, an index entry too long
 */
export function refusedByStore(cause: unknown): { readonly code: string; readonly reason: string } | undefined {
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return undefined;
  const { code, message } = cause;
  return cause instanceof UnstorableLines || /^(22...|23502|23514|54...)$/.test(code)
    ? { code, reason: message }
    : undefined;
}

/** A transaction that lost against another one and would succeed if it were tried again. */
export function lostToAnotherTransaction(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === '40P01' || cause.code === '40001');
}
