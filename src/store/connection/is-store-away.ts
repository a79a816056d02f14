/** SQLSTATE classes and codes by which PostgreSQL says that it does not serve: connection, shutdown, start-up, resources. */
const AWAY_STATES = /^(08...|57P0[1-5]|53[03]00|25006)$/;
const AWAY_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** The driver's own words, which carry no code. */
const AWAY_WORDS =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Cannot use a pool after calling end/;

/** Whether a thrown error says that the store does not answer, as opposed to answering that something is wrong. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return AWAY_SYSTEM_CODES.has(code) || AWAY_STATES.test(code) || AWAY_WORDS.test(error.message);
}
