import type { ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import { type SeenException, seeExceptions } from '../../control/exception-spending.ts';
import {
  approveException,
  declineException,
  revokeException,
  type StoredException,
  withdrawException,
} from '../../control/exceptions.ts';
import { myExceptions, readException } from '../../control/my-exceptions.ts';
import { extendException, requestException } from '../../control/request-exception.ts';
import { amountInWords } from '../../domain/budget/envelope-amount.ts';
import { scopeInWords } from '../../domain/budget/nest-envelopes.ts';
import {
  EXCEPTION_REASONS,
  type Exception,
  exceptionStateNow,
  isExceptionInForce,
} from '../../domain/policy/exception.ts';
import { answer, type Handlers } from './control-handler.ts';
import { filtersOf, fromCursor, toCursor } from './cursor.ts';
import { type PartsOfNoun, seenRow, withinOf } from './reach-rows.ts';
import { reachFor } from './session-caller.ts';
import { toWireAmount, toWireUnit } from './wire-envelopes.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type Verb = 'read' | 'request' | 'approve' | 'decline' | 'withdraw' | 'revoke' | 'extend';
type ExceptionOperation = 'listExceptions' | 'listMyExceptions' | `${Verb}Exception`;

/** Whom it is for, and what it opens. */
const PARTS: PartsOfNoun<Exception> = {
  team: ['teamId'],
  useCase: ['useCaseId', 'scopeUseCaseId'],
  of: ({ scope, useCaseId }) => ({ teamIds: [scope.teamId], useCaseIds: [useCaseId, scope.useCaseId] }),
};

export function exceptionHandlers(context: ControlContext): Handlers<ExceptionOperation> {
  const { store, clock } = context;
  const shown = async (rows: readonly StoredException[]) => {
    const nowMs = clock.nowMs();
    return (await seeExceptions(store, rows)).map((seen) => toWireException(seen, nowMs));
  };
  const out = async (stored: StoredException | ControlRefusal) => {
    if (isControlRefusal(stored)) return stored;
    const [one] = await shown([stored]);
    if (one === undefined) throw new Error(`the exception ${stored.row.id} was lost while it was looked at`);
    return answer(one);
  };
  return {
    listExceptions: async ({ query, reach }) => {
      const from = fromCursor('exception', query);
      if ('kind' in from) return from;
      const where = filtersOf(query);
      const page = await store.list('exception', {
        limit: query.limit,
        afterId: from.after,
        where,
        ...withinOf(reach, PARTS),
      });
      return answer({ rows: await shown(page.rows), next: toCursor('exception', query, page.nextAfterId) });
    },
    listMyExceptions: async ({ commander }) => {
      const { asked, toDecide, concerning } = await myExceptions(context, commander);
      return answer({
        asked: await shown(asked),
        toDecide: await shown(toDecide),
        concerning: await shown(concerning),
      });
    },
    readException: async ({ commander, params, caller }) => {
      const found = await readException(context, commander, params.id);
      if (!isControlRefusal(found) || caller === undefined) return out(found);
      const reach = reachFor(caller, { scope: 'control.read', area: 'budgets' });
      const stored = await store.get('exception', params.id);
      return out((reach === undefined ? undefined : seenRow(stored, { reach, parts: PARTS })) ?? found);
    },
    requestException: async ({ commander, body: { startsAt, endsAt, ...wish } }) => {
      const startsAtMs = startsAt === null ? null : fromWireMoment(startsAt);
      return out(await requestException(context, commander, { ...wish, startsAtMs, endsAtMs: fromWireMoment(endsAt) }));
    },
    approveException: async ({ commander, params, body }) =>
      out(await approveException(context, commander, { ...params, ...body })),
    declineException: async ({ commander, params, body }) =>
      out(await declineException(context, commander, { ...params, ...body })),
    withdrawException: async ({ commander, params }) => out(await withdrawException(context, commander, params)),
    revokeException: async ({ commander, params, body }) =>
      out(await revokeException(context, commander, { ...params, ...body })),
    extendException: async ({ commander, params, body: { endsAt, ...body } }) =>
      out(await extendException(context, commander, { ...params, ...body, endsAtMs: fromWireMoment(endsAt) })),
  };
}

function toWireException({ stored, spent }: SeenException, nowMs: number) {
  const { startsAtMs, endsAtMs, requestedAtMs, decidedAtMs, endedAtMs, spentAmount: _told, ...rest } = stored.row;
  const state = exceptionStateNow(stored.row, nowMs);
  return {
    ...rest,
    reasonInWords: EXCEPTION_REASONS[rest.reasonCode],
    scopeInWords: scopeInWords(rest.scope),
    unit: toWireUnit(rest.unit),
    cap: toWireAmount(rest.unit, rest.cap),
    spent: spent === null ? null : toWireAmount(rest.unit, spent),
    state,
    inForce: isExceptionInForce(stored.row, nowMs),
    startsAt: toWireMoment(startsAtMs),
    endsAt: toWireMoment(endsAtMs),
    requestedAt: toWireMoment(requestedAtMs),
    decidedAt: toWireMomentOrNull(decidedAtMs),
    endedAt: toWireMomentOrNull(state === 'expired' && endedAtMs === null ? endsAtMs : endedAtMs),
    sentence: inWords(stored.row, spent),
    ...toWireKept(stored),
  };
}

function inWords(
  { kind, unit, cap, scope, envelopeId, useCaseId, modelId, dataClass }: Exception,
  spent: bigint | null,
) {
  const most = amountInWords(unit, cap);
  const told = spent === null ? '' : `; ${amountInWords(unit, spent)} spent`;
  switch (kind) {
    case 'raise_envelope':
      return `${most} beside "${envelopeId}" for ${scopeInWords(scope)}${told}.`;
    case 'open_use_case': {
      const opened = [modelId, dataClass === null ? null : `${dataClass} content`].filter((part) => part !== null);
      const besides = opened.length === 0 ? '' : ` with ${opened.join(' and ')}`;
      return `"${useCaseId}"${besides} for ${scopeInWords(scope)}, up to ${most}${told}.`;
    }
  }
}
