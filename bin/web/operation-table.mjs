// The contract's routes as a table of a few bytes each. The browser needs method, path and form of an operation; the
// schemas, which are most of the contract and all of zod, stay on the server that checks by them.

import { NOTHING } from '../../src/contract/route.ts';
import { ROUTES } from '../../src/contract/routes.ts';

const NAME = 'virtual:operations';

/** A Vite plugin: `import { OPERATIONS } from 'virtual:operations'`. */
export function operationTable() {
  const resolved = `\0${NAME}`;
  return {
    name: 'tokenward-operations',
    resolveId: (id) => (id === NAME ? resolved : undefined),
    load: (id) => (id === resolved ? `export const OPERATIONS = ${JSON.stringify(rows())};` : undefined),
  };
}

function rows() {
  return Object.fromEntries(
    Object.entries(ROUTES).map(([id, route]) => [id, [route.method, route.path, route.body === NOTHING ? 0 : 1]]),
  );
}
