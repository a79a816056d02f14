/**
 * The plan of the house: who may import whom. Read a row as "this floor may import these and no other".
 * The same table stands in ARCHITECTURE.md for people and in src/<floor>/tsconfig.json for the compiler.
 */
export const floors: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  contract: [],
  ports: ['domain'],
  client: ['contract'],
  gateway: ['ports', 'domain'],
  control: ['ports', 'domain'],
  providers: ['ports', 'domain'],
  connectors: ['ports', 'domain'],
  store: ['ports', 'domain'],
  http: ['gateway', 'control', 'contract', 'ports', 'domain'],
  app: ['http', 'gateway', 'control', 'providers', 'connectors', 'store', 'contract', 'ports', 'domain'],
  cli: ['app', 'client', 'contract'],
};

/** Imported for their types only: at run time the floor does without the other. */
export const typesOnly: Readonly<Record<string, readonly string[]>> = { http: ['ports'] };

/** Floors on which code is plain TypeScript: no npm package but the listed ones. */
export const packagesAllowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ports: [],
  gateway: [],
  contract: ['zod'],
};

/** Floors that run anywhere: no `node:` module. */
export const floorsWithoutNode: readonly string[] = ['domain', 'contract', 'ports'];

/** Floors where time and chance are arguments. */
export const floorsWithoutClock: readonly string[] = ['domain', 'gateway', 'control'];

/** The order in which the domain is learned: a noun imports only nouns that stand before it, or itself. */
export const nounOrder: readonly string[] = [
  // what everything is counted in, who is there, what text may hold
  ...['money', 'identity', 'detection'],
  // what can be called, what was used, what is kept of it, what may be spent
  ...['catalog', 'usage', 'content', 'budget', 'chargeback', 'forecast', 'notice'],
  // what is allowed, what the work was, what it reuses, what came of it
  ...['policy', 'task', 'library', 'similarity', 'outcome', 'source'],
  // how a call is carried out and judged
  ...['routing', 'caching', 'score', 'estimate', 'anomaly', 'audit'],
  // what people make of it
  ...['recognition', 'gaming', 'incident', 'programme', 'training', 'view'],
];
