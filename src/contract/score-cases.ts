import { z } from 'zod';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, namedListRoute } from './row-routes.ts';
import { PeriodId } from './scores.ts';
import { KEPT, Moment, OneLine, Prose, Slug, Uuid } from './wire-values.ts';

const Difficulty = z.enum(['easy', 'medium', 'hard']);

const Breach = z
  .object({
    id: Uuid,
    personId: z.string(),
    severity: z.enum(['minor', 'severe']),
    isSelfReported: z.boolean().meta({ description: 'By who reported it, never by what is said of it.' }),
    words: z.string(),
    happenedAt: Moment,
    reportId: z.string().nullable(),
    state: z.enum(['open', 'confirmed', 'cleared']),
    openedBy: z.string(),
    openedAt: Moment,
    decidedBy: z.string().nullable(),
    decidedAt: Moment.nullable(),
    reason: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'Breach' });

const Assignment = z
  .object({
    id: Uuid,
    personId: z.string(),
    useCaseId: z.string(),
    difficulty: Difficulty,
    words: z.string(),
    state: z.enum(['asked', 'accepted', 'declined', 'reassigned']),
    assignedBy: z.string(),
    assignedAt: Moment,
    answeredBy: z.string().nullable(),
    answeredAt: Moment.nullable(),
    reason: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'WorkAssignment' });

const Check = z
  .object({
    id: z.string(),
    period: PeriodId,
    assetId: z.string(),
    authorId: z.string(),
    adopterId: z.string(),
    taskId: z.string(),
    checkerId: z.string(),
    drawnAt: Moment,
    verdict: z.enum(['carried', 'not_carried']).nullable(),
    reason: z.string().nullable(),
    decidedAt: Moment.nullable(),
  })
  .meta({ id: 'AdoptionCheck' });

const Class = z.object({ useCaseId: z.string(), difficulty: Difficulty, ...KEPT }).meta({ id: 'ScoreClass' });
const Profile = z
  .object({
    personId: z.string(),
    roleFamily: z.string(),
    isTrained: z.boolean(),
    canBeReused: z.boolean(),
    ...KEPT,
  })
  .meta({ id: 'ScoreProfile' });

const post = { ...ROUTE_DEFAULTS, method: 'POST', tag: 'Scores' } as const;
const id = z.strictObject({ id: Uuid });
const words = Prose.min(1, 'must not be empty');

export const SCORE_CASE_ROUTES = {
  listBreaches: namedListRoute({
    path: '/breaches',
    tag: 'Breaches',
    summary: 'Rules that were broken, with what was found; whose they are sees that you looked',
    filters: { personId: Slug.exactOptional(), state: z.enum(['open', 'confirmed', 'cleared']).exactOptional() },
    row: Breach,
  }),
  openBreach: {
    ...post,
    tag: 'Breaches',
    scope: 'control.write',
    status: 201,
    path: '/breaches',
    summary: 'Open the case of a rule that was broken. A severe one withholds the score until it is decided',
    body: z.strictObject({
      personId: Slug,
      severity: z.enum(['minor', 'severe']),
      words,
      happenedAt: Moment,
      reportId: Uuid.nullable().default(null).meta({ description: 'The report that told of it.' }),
    }),
    answer: Breach,
    problems: ['rule_broken', 'reference_unknown'],
  },
  decideBreach: {
    ...post,
    tag: 'Breaches',
    scope: 'control.write',
    path: '/breaches/{id}/decide',
    summary: 'Say what was found: neither who opened it nor whose it is',
    params: id,
    body: z.strictObject({ state: z.enum(['confirmed', 'cleared']), reason: words }),
    answer: Breach,
    problems: ['rule_broken', 'four_eyes'],
  },
  listMyAssignments: {
    ...post,
    method: 'GET',
    scope: 'any',
    tag: 'Me',
    path: '/me/assignments',
    summary: 'Work that you were asked to do, and that you asked others to do',
    answer: z.object({ mine: z.array(Assignment), asked: z.array(Assignment), ...NAMES }),
    problems: ['rule_broken'],
  },
  assignWork: {
    ...post,
    scope: 'any',
    status: 201,
    path: '/assignments',
    summary: 'Ask somebody of your team to do a piece of work',
    body: z.strictObject({
      personId: Slug,
      useCaseId: Slug,
      words,
      difficulty: Difficulty.nullable().default(null).meta({ description: 'Null: as the use case is classed.' }),
    }),
    answer: Assignment,
    problems: ['four_eyes', 'reference_unknown'],
  },
  answerAssignment: {
    ...post,
    scope: 'any',
    path: '/assignments/{id}/answer',
    summary: 'Accept or decline what you were asked to do; or, as the manager, give it to somebody else',
    params: id,
    body: z.strictObject({
      state: z.enum(['accepted', 'declined', 'reassigned']),
      reason: Prose.nullable().default(null),
    }),
    answer: Assignment,
    problems: ['rule_broken', 'four_eyes', 'reference_unknown'],
  },
  listMyAdoptionChecks: {
    ...post,
    method: 'GET',
    scope: 'any',
    tag: 'Me',
    path: '/me/adoption-checks',
    summary: 'Reuse that you were drawn to look at',
    answer: z.object({ rows: z.array(Check) }),
    problems: ['rule_broken'],
  },
  decideAdoptionCheck: {
    ...post,
    scope: 'any',
    path: '/adoption-checks/decide',
    summary: 'Say whether the asset carried the result of the task that used it',
    body: z.strictObject({
      id: z.string().min(1).max(1_000),
      verdict: z.enum(['carried', 'not_carried']),
      reason: words,
    }),
    answer: Check,
    problems: ['rule_broken', 'not_found'],
  },
  listScoreClasses: {
    ...listRoute({
      path: '/scores/classes',
      tag: 'Scores',
      summary: 'How hard work of use cases is; without a row it is medium',
      filters: {},
      row: Class,
    }),
    narrow: { rows: ['use_case'] },
  },
  setScoreClass: {
    ...post,
    scope: 'any',
    path: '/scores/classes/{useCaseId}',
    summary: 'Say how hard work of a use case is: its owner, or whoever may change the control plane',
    params: z.strictObject({ useCaseId: Slug }),
    body: z.strictObject({ difficulty: Difficulty }),
    answer: Class,
    problems: ['four_eyes'],
  },
  listScoreProfiles: listRoute({
    path: '/scores/profiles',
    tag: 'Scores',
    summary: 'Whose work is compared with whose, where somebody said so',
    filters: { roleFamily: OneLine.exactOptional() },
    row: Profile,
  }),
  setScoreProfile: {
    ...post,
    scope: 'control.write',
    path: '/scores/profiles/{personId}',
    summary: 'Say with whom somebody’s work is compared, and what may be expected of it; never of yourself',
    params: z.strictObject({ personId: Slug }),
    body: z.strictObject({ roleFamily: OneLine, isTrained: z.boolean(), canBeReused: z.boolean() }),
    answer: Profile,
    problems: ['four_eyes'],
  },
} as const;
