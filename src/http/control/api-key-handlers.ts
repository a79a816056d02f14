import { resumeApiKey, revokeApiKey, suspendApiKey } from '../../control/api-key-status.ts';
import { changeApiKey, createApiKey, type NewKey, rotateApiKey } from '../../control/api-keys.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import type { ApiKey } from '../../domain/identity/directory.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows, readRow } from './row-handlers.ts';
import { fromWireMoment, toWireApiKey } from './wire-rows.ts';

const HOUR_MS = 3_600_000;

type ApiKeyOperation =
  | 'listApiKeys'
  | `${'create' | 'read' | 'change' | 'rotate' | 'suspend' | 'resume' | 'revoke'}ApiKey`;

export function apiKeyHandlers(context: ControlContext): Handlers<ApiKeyOperation> {
  const born = (made: NewKey | ControlRefusal) =>
    isControlRefusal(made) ? made : answer({ ...toWireApiKey(made.key), secret: made.secret });
  const out = (stored: Stored<ApiKey> | ControlRefusal) =>
    isControlRefusal(stored) ? stored : answer(toWireApiKey(stored));
  const address = (ask: {
    readonly params: { readonly id: string };
    readonly expectedRevision: number | undefined;
  }) => ({
    id: ask.params.id,
    expectedRevision: ask.expectedRevision,
  });
  return {
    listApiKeys: ({ query }) => listRows(context.store, { noun: 'api_key', query, toWire: toWireApiKey }),
    readApiKey: ({ params }) =>
      readRow(context.store, { noun: 'api_key', word: 'API key', id: params.id, toWire: toWireApiKey }),
    createApiKey: async ({ commander, body }) => {
      const { expiresAt, teamId, ...terms } = body;
      return born(await createApiKey(context, commander, { ...terms, teamId, expiresAtMs: fromOptional(expiresAt) }));
    },
    changeApiKey: async (ask) =>
      out(await changeApiKey(context, ask.commander, { ...address(ask), changes: ask.body })),
    rotateApiKey: async (ask) => {
      const { overlapHours, expiresAt } = ask.body;
      const rotation = { overlapMs: Math.round(overlapHours * HOUR_MS), expiresAtMs: fromOptional(expiresAt) };
      return born(await rotateApiKey(context, ask.commander, { ...address(ask), ...rotation }));
    },
    suspendApiKey: async (ask) =>
      out(await suspendApiKey(context, ask.commander, { ...address(ask), reason: ask.body.reason })),
    resumeApiKey: async (ask) => out(await resumeApiKey(context, ask.commander, address(ask))),
    revokeApiKey: async (ask) =>
      out(await revokeApiKey(context, ask.commander, { ...address(ask), reason: ask.body.reason })),
  };
}

function fromOptional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
