import { answerValidation } from '../../control/answer-validation.ts';
import { claimOutcome, markOutcome } from '../../control/claim-outcome.ts';
import type { Commander } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import { personBehind } from '../../control/exception-parties.ts';
import type { AccountReads } from '../../control/outcome-account.ts';
import type { OutcomeContext } from '../../control/outcome-context.ts';
import { readOutcomeCosts } from '../../control/outcome-costs.ts';
import { appealOutcome, reassignOutcome, revertOutcome, withdrawOutcome } from '../../control/outcome-steps.ts';
import { mergePeople, readPersonNames, splitPerson } from '../../control/person-merges.ts';
import { redrawValidation } from '../../control/redraw-validation.ts';
import { listOutcomes, listValidationsOf, myValidations, readOutcome } from '../../control/see-outcomes.ts';
import { chooseRange } from '../../control/usage.ts';
import { withholdSmall } from '../../control/withhold-small.ts';
import { answer, type Handlers } from './control-handler.ts';
import { filtersOf, fromCursor, toCursor } from './cursor.ts';
import { reachFor, type SessionCaller } from './session-caller.ts';
import { toldRange } from './told-range.ts';
import { toWireOutcomeCosts } from './wire-outcome-costs.ts';
import {
  fromWireMarks,
  toWireMyOutcome,
  toWireOutcome,
  toWireQueued,
  toWireSummary,
  toWireValidation,
} from './wire-outcomes.ts';
import { fromWireMoment } from './wire-rows.ts';

type OutcomeOperation =
  | `${'claim' | 'read' | 'mark' | 'withdraw' | 'revert' | 'reassign' | 'appeal'}Outcome`
  | 'listMyOutcomes'
  | 'listOutcomes'
  | 'readOutcomeCosts'
  | 'readPersonNames'
  | 'mergePeople'
  | 'splitPerson'
  | 'listMyValidations'
  | 'listValidations'
  | 'answerValidation'
  | 'redrawValidation';

export function outcomeHandlers(context: OutcomeContext & AccountReads): Handlers<OutcomeOperation> {
  const { store, clock } = context;
  const see = async (commander: Commander, caller: SessionCaller | undefined, outcomeId: string) => {
    const reach = caller === undefined ? undefined : reachFor(caller, { scope: 'control.read', area: 'outcomes' });
    const found = await readOutcome(context, commander, { outcomeId, reach });
    return isControlRefusal(found) ? found : answer(toWireOutcome(found));
  };
  const seen = async (
    { commander, caller }: { readonly commander: Commander; readonly caller: SessionCaller | undefined },
    made: { readonly outcome: { readonly outcomeId: string } } | ControlRefusal,
  ) => (isControlRefusal(made) ? made : see(commander, caller, made.outcome.outcomeId));
  const rangeOf = ({ from, to }: { readonly from?: string; readonly to?: string }) => {
    const asked = { fromMs: optional(from), toMs: optional(to) };
    return chooseRange(asked, clock.nowMs());
  };
  return {
    listMyOutcomes: async ({ commander, query }) => {
      const place = fromCursor('my-outcomes', query);
      if ('kind' in place) return place;
      const personId = await personBehind(store, commander.actor);
      if (personId === undefined) return answer({ rows: [], next: null });
      const { from, to, limit } = query;
      // One's own are all shown, however old.
      const time = { fromMs: optional(from) ?? 0, toMs: optional(to) ?? clock.nowMs() + 1 };
      const page = await listOutcomes(
        context,
        { ...filtersOf(own(query)), ...time, personId },
        { limit, after: place.after },
      );
      const rows = page.outcomes.map(({ stored, validations }) => toWireMyOutcome(stored, validations));
      return answer({ rows, next: toCursor('my-outcomes', query, page.nextAfter) });
    },
    listOutcomes: async ({ query, reach }) => {
      const place = fromCursor('outcomes', query);
      if ('kind' in place) return place;
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const small = await withholdSmall(store, reach, store.outcomes.countPeople);
      const page = await listOutcomes(
        context,
        { ...filtersOf(own(query)), ...range, reach: small.reach },
        { limit: query.limit, after: place.after },
      );
      const rows = page.outcomes.map(({ stored }) => toWireSummary(stored, []));
      const next = toCursor('outcomes', query, page.nextAfter);
      return answer({ rows, next, ...(reach.kind === 'all' ? {} : { withheld: small.withheld }) });
    },
    claimOutcome: async ({ commander, caller, body }) => {
      const { tasks, workItems, branches, at, ...claim } = body;
      const order = {
        ...claim,
        marks: fromWireMarks({ tasks, workItems, branches }),
        atMs: optional(at ?? undefined) ?? null,
      };
      return seen({ commander, caller }, await claimOutcome(context, commander, order));
    },
    readOutcome: async ({ commander, caller, params }) => see(commander, caller, params.id),
    markOutcome: async ({ commander, caller, params, body }) =>
      seen(
        { commander, caller },
        await markOutcome(context, commander, { outcomeId: params.id, marks: fromWireMarks(body) }),
      ),
    withdrawOutcome: async ({ commander, caller, params, body }) =>
      seen({ commander, caller }, await withdrawOutcome(context, commander, { outcomeId: params.id, ...body })),
    revertOutcome: async ({ commander, caller, params, body }) => {
      const made = await revertOutcome(context, commander, { outcomeId: params.id, ...body });
      return seen({ commander, caller }, made);
    },
    reassignOutcome: async ({ commander, caller, params, body }) =>
      seen({ commander, caller }, await reassignOutcome(context, commander, { outcomeId: params.id, ...body })),
    readOutcomeCosts: async ({ query, caller }) => {
      const { teamId = null, useCaseId = null } = query;
      const told = teamId === null ? undefined : await toldRange(context, query, caller);
      if (told !== undefined && isControlRefusal(told)) return told;
      const range = told?.range ?? rangeOf(query);
      if (isControlRefusal(range)) return range;
      return answer(toWireOutcomeCosts(await readOutcomeCosts(context, { ...range, teamId, useCaseId })));
    },
    readPersonNames: async ({ params }) => {
      const names = await readPersonNames(store, params.id);
      return isControlRefusal(names) ? names : answer(names);
    },
    mergePeople: async ({ commander, params, body }) => {
      const made = await mergePeople(context, commander, { personId: params.id, ...body });
      return isControlRefusal(made) ? made : answer(made.row);
    },
    splitPerson: async ({ commander, params, body }) => {
      const made = await splitPerson(context, commander, { personId: params.id, ...body });
      return isControlRefusal(made) ? made : answer(made.row);
    },
    listMyValidations: async ({ commander }) => {
      const { open, said } = await myValidations(context, commander);
      return answer({ open: open.map(toWireQueued), said: said.map(toWireQueued) });
    },
    listValidations: async ({ query, reach }) => {
      const place = fromCursor('validations', query);
      if ('kind' in place) return place;
      if (reach.kind === 'parts') {
        const page = await listValidationsOf(context, { reach, query, after: place.after });
        const next = toCursor('validations', query, page.nextAfterId);
        return answer({ rows: page.rows.map(toWireValidation), next, withheld: page.withheld });
      }
      const page = await store.list('outcome_validation', {
        limit: query.limit,
        afterId: place.after,
        where: filtersOf(query),
      });
      return answer({ rows: page.rows.map(toWireValidation), next: toCursor('validations', query, page.nextAfterId) });
    },
    answerValidation: async ({ commander, params, body }) => {
      const made = await answerValidation(context, commander, { id: params.id, said: body });
      return isControlRefusal(made) ? made : answer(toWireValidation(made));
    },
    redrawValidation: async ({ commander, params, body }) => {
      const made = await redrawValidation(context, commander, { id: params.id, ...body });
      return isControlRefusal(made) ? made : answer(toWireValidation(made));
    },
    appealOutcome: async ({ commander, params, body }) => {
      const made = await appealOutcome(context, commander, { outcomeId: params.id, ...body });
      return isControlRefusal(made) ? made : answer(toWireValidation(made));
    },
  };
}

/** The filters of a query without its time. */
function own<Query extends { readonly from?: string; readonly to?: string }>({ from: _from, to: _to, ...rest }: Query) {
  return rest;
}

function optional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
