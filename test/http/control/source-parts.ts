import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSourceDesk } from '../../../src/connectors/sources/create-source-desk.ts';
import type { ControlContext } from '../../../src/control/control-context.ts';
import type { SourceContext } from '../../../src/control/source-context.ts';
import { createHookFace } from '../../../src/http/hooks/hook-face.ts';
import { isStoreAway } from '../../../src/store/connection/is-store-away.ts';
import { createSourceStore } from '../../../src/store/source/create-source-store.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

/** Variables as the environment of the server would have them. */
export const SOURCE_SECRETS: ReadonlyMap<string, string> = new Map([
  ['TEST_WEBHOOK_SECRET', 'it is a secret of this test'],
  ['TEST_STANDARD_WEBHOOK_SECRET', `whsec_${Buffer.from('a key of thirty-two bytes, or so').toString('base64')}`],
  ['TEST_SOURCE_TOKEN', 'a token of this test'],
]);

/** Connected systems on a database of a test; `hosts` may be asked though they are of this machine. */
export function sourcePartsOf({ pool }: Pick<TestDatabase, 'pool'>, hosts: readonly string[] = []): SourceParts {
  const desk = createSourceDesk({
    readSecret: (reference) => (reference.kind === 'environment' ? SOURCE_SECRETS.get(reference.variable) : undefined),
    hosts: new Map(hosts.map((origin) => [origin, { private: true }])),
  });
  return { sources: createSourceStore({ pool }), desk };
}

type SourceParts = Omit<SourceContext, keyof ControlContext>;

/** Where systems send their messages. */
export function hookFaceOf(
  context: SourceContext,
  log: Parameters<typeof createHookFace>[0]['log'],
): (request: IncomingMessage, response: ServerResponse) => void {
  return createHookFace({ context, isStoreAway, accepting: () => true, log });
}
