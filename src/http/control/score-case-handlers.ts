import { decideAdoptionCheck, listMyChecks, type StoredCheck } from '../../control/adoption-checks.ts';
import { answerAssignment, assignWork, listMyAssignments, type StoredAssignment } from '../../control/assignments.ts';
import { decideBreach, openBreach, type StoredBreach } from '../../control/breaches.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { recordLooks } from '../../control/record-looks.ts';
import type { ScoreContext } from '../../control/score-context.ts';
import { classUseCase, setScoreProfile } from '../../control/score-settings.ts';
import type { ScoreClass, ScoreProfile } from '../../domain/score/score-case.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { withinOf } from './reach-rows.ts';
import { listRows } from './row-handlers.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type ScoreCaseOperation =
  | 'listBreaches'
  | 'openBreach'
  | 'decideBreach'
  | 'listMyAssignments'
  | 'assignWork'
  | 'answerAssignment'
  | 'listMyAdoptionChecks'
  | 'decideAdoptionCheck'
  | 'listScoreClasses'
  | 'setScoreClass'
  | 'listScoreProfiles'
  | 'setScoreProfile';

/** A class is its use case's. */
const PARTS = { useCase: ['id'], of: ({ id }: ScoreClass) => ({ useCaseIds: [id] }) };

export function scoreCaseHandlers(context: ScoreContext): Handlers<ScoreCaseOperation> {
  const { store } = context;
  return {
    listBreaches: async ({ query, commander }) => {
      const shown: string[] = [];
      const listed = await listRows(store, {
        ...{ noun: 'breach', query },
        toWire: (stored) => {
          shown.push(stored.row.personId);
          return toWireBreach(stored);
        },
      });
      await recordLooks(context, commander, { personIds: shown, what: 'a breach', why: 'the list of breaches' });
      return listed;
    },
    openBreach: async ({ commander, body: { happenedAt, ...body } }) => {
      const opened = await openBreach(context, commander, { ...body, happenedAtMs: fromWireMoment(happenedAt) });
      return isControlRefusal(opened) ? opened : answer(toWireBreach(opened));
    },
    decideBreach: async ({ commander, params, body }) => {
      const decided = await decideBreach(context, commander, { ...params, ...body });
      return isControlRefusal(decided) ? decided : answer(toWireBreach(decided));
    },
    listMyAssignments: async ({ grant }) => {
      const own = await listMyAssignments(context, grant);
      if (isControlRefusal(own)) return own;
      return answer({ mine: own.mine.map(toWireAssignment), asked: own.asked.map(toWireAssignment) });
    },
    assignWork: async ({ commander, body }) => {
      const assigned = await assignWork(context, commander, body);
      return isControlRefusal(assigned) ? assigned : answer(toWireAssignment(assigned));
    },
    answerAssignment: async ({ commander, params, body }) => {
      const answered = await answerAssignment(context, commander, { ...params, ...body });
      return isControlRefusal(answered) ? answered : answer(toWireAssignment(answered));
    },
    listMyAdoptionChecks: async ({ grant }) => {
      const checks = await listMyChecks(context, grant);
      return isControlRefusal(checks) ? checks : answer({ rows: checks.map(toWireCheck) });
    },
    decideAdoptionCheck: async ({ commander, body }) => {
      const decided = await decideAdoptionCheck(context, commander, body);
      return isControlRefusal(decided) ? decided : answer(toWireCheck(decided));
    },
    listScoreClasses: ({ query, reach }) =>
      listRows(store, { noun: 'score_class', query, toWire: toWireClass, ...withinOf(reach, PARTS) }),
    setScoreClass: async ({ commander, params, body }) => {
      const set = await classUseCase(context, commander, { id: params.useCaseId, ...body });
      return isControlRefusal(set) ? set : answer(toWireClass(set));
    },
    listScoreProfiles: ({ query }) => listRows(store, { noun: 'score_profile', query, toWire: toWireProfile }),
    setScoreProfile: async ({ commander, params, body }) => {
      const set = await setScoreProfile(context, commander, { id: params.personId, ...body });
      return isControlRefusal(set) ? set : answer(toWireProfile(set));
    },
  };
}

function toWireBreach(stored: StoredBreach) {
  const { happenedAtMs, openedAtMs, decidedAtMs, ...rest } = stored.row;
  return {
    ...rest,
    ...{ happenedAt: toWireMoment(happenedAtMs), openedAt: toWireMoment(openedAtMs) },
    decidedAt: toWireMomentOrNull(decidedAtMs),
    ...toWireKept(stored),
  };
}

function toWireAssignment(stored: StoredAssignment) {
  const { assignedAtMs, answeredAtMs, ...rest } = stored.row;
  const moments = { assignedAt: toWireMoment(assignedAtMs), answeredAt: toWireMomentOrNull(answeredAtMs) };
  return { ...rest, ...moments, ...toWireKept(stored) };
}

function toWireCheck({ row: { periodId: period, drawnAtMs, decidedAtMs, ...rest } }: StoredCheck) {
  return { ...rest, period, drawnAt: toWireMoment(drawnAtMs), decidedAt: toWireMomentOrNull(decidedAtMs) };
}

function toWireClass(stored: Stored<ScoreClass>) {
  return { useCaseId: stored.row.id, difficulty: stored.row.difficulty, ...toWireKept(stored) };
}

function toWireProfile(stored: Stored<ScoreProfile>) {
  const { id: personId, ...rest } = stored.row;
  return { personId, ...rest, ...toWireKept(stored) };
}
