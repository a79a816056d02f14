import type { Difficulty, Formula } from '../../domain/score/formula.ts';
import type { FormulaVersion } from '../../domain/score/formula-version.ts';
import type {
  AdoptionCheck,
  BreachCase,
  ScoreClass,
  ScoreProfile,
  WorkAssignment,
} from '../../domain/score/score-case.ts';
import type { ScoreContest } from '../../domain/score/score-contest.ts';
import { dateOrNull, millisecondsOrNull } from '../control/column-values.ts';
import { nounTable } from '../control/noun-table.ts';

type FormulaRow = {
  readonly id: string;
  readonly version: string;
  readonly formula: Formula;
  readonly note: string;
  readonly from_period: string;
  readonly state: FormulaVersion['state'];
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly compared_period: string | null;
  readonly compared_at: Date | null;
  readonly published_by: string | null;
  readonly published_at: Date | null;
};

export const scoreFormulaTable = nounTable<FormulaVersion, FormulaRow>({
  table: 'score_formula',
  // biome-ignore format: one line is enough
  columns: ['id', 'version', 'formula', 'note', 'from_period', 'state', 'proposed_by', 'proposed_at', 'compared_period', 'compared_at', 'published_by', 'published_at'],
  toRow: (one) => ({
    id: one.id,
    version: one.version,
    formula: JSON.stringify(one.formula),
    note: one.note,
    from_period: one.fromPeriod,
    state: one.state,
    proposed_by: one.proposedBy,
    proposed_at: new Date(one.proposedAtMs),
    compared_period: one.compared?.periodId ?? null,
    compared_at: dateOrNull(one.compared?.atMs ?? null),
    published_by: one.published?.by ?? null,
    published_at: dateOrNull(one.published?.atMs ?? null),
  }),
  fromRow: (row) => ({
    ...{ id: row.id, version: row.version, formula: row.formula, note: row.note, fromPeriod: row.from_period },
    ...{ state: row.state, proposedBy: row.proposed_by, proposedAtMs: row.proposed_at.getTime() },
    compared:
      row.compared_period === null || row.compared_at === null
        ? null
        : { periodId: row.compared_period, atMs: row.compared_at.getTime() },
    published:
      row.published_by === null || row.published_at === null
        ? null
        : { by: row.published_by, atMs: row.published_at.getTime() },
  }),
});

export const scoreClassTable = nounTable<ScoreClass, { readonly id: string; readonly difficulty: Difficulty }>({
  table: 'score_class',
  columns: ['id', 'difficulty'],
  toRow: ({ id, difficulty }) => ({ id, difficulty }),
  fromRow: ({ id, difficulty }) => ({ id, difficulty }),
});

type ProfileRow = {
  readonly id: string;
  readonly role_family: string;
  readonly is_trained: boolean;
  readonly can_be_reused: boolean;
};

export const scoreProfileTable = nounTable<ScoreProfile, ProfileRow>({
  table: 'score_profile',
  columns: ['id', 'role_family', 'is_trained', 'can_be_reused'],
  toRow: (one) => ({
    ...{ id: one.id, role_family: one.roleFamily, is_trained: one.isTrained, can_be_reused: one.canBeReused },
  }),
  fromRow: (row) => ({
    ...{ id: row.id, roleFamily: row.role_family, isTrained: row.is_trained, canBeReused: row.can_be_reused },
  }),
});

type AssignmentRow = {
  readonly id: string;
  readonly person_id: string;
  readonly use_case_id: string;
  readonly difficulty: Difficulty;
  readonly words: string;
  readonly state: WorkAssignment['state'];
  readonly assigned_by: string;
  readonly assigned_at: Date;
  readonly answered_by: string | null;
  readonly answered_at: Date | null;
  readonly reason: string | null;
};

export const workAssignmentTable = nounTable<WorkAssignment, AssignmentRow>({
  table: 'work_assignment',
  // biome-ignore format: one line is enough
  columns: ['id', 'person_id', 'use_case_id', 'difficulty', 'words', 'state', 'assigned_by', 'assigned_at', 'answered_by', 'answered_at', 'reason'],
  toRow: (one) => ({
    ...{ id: one.id, person_id: one.personId, use_case_id: one.useCaseId, difficulty: one.difficulty },
    ...{ words: one.words, state: one.state, assigned_by: one.assignedBy, assigned_at: new Date(one.assignedAtMs) },
    ...{ answered_by: one.answeredBy, answered_at: dateOrNull(one.answeredAtMs), reason: one.reason },
  }),
  fromRow: (row) => ({
    ...{ id: row.id, personId: row.person_id, useCaseId: row.use_case_id, difficulty: row.difficulty },
    ...{ words: row.words, state: row.state, assignedBy: row.assigned_by, assignedAtMs: row.assigned_at.getTime() },
    ...{ answeredBy: row.answered_by, answeredAtMs: millisecondsOrNull(row.answered_at), reason: row.reason },
  }),
});

type BreachRow = {
  readonly id: string;
  readonly person_id: string;
  readonly severity: BreachCase['severity'];
  readonly is_self_reported: boolean;
  readonly words: string;
  readonly happened_at: Date;
  readonly report_id: string | null;
  readonly state: BreachCase['state'];
  readonly opened_by: string;
  readonly opened_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly reason: string | null;
};

export const breachTable = nounTable<BreachCase, BreachRow>({
  table: 'breach',
  // biome-ignore format: one line is enough
  columns: ['id', 'person_id', 'severity', 'is_self_reported', 'words', 'happened_at', 'report_id', 'state', 'opened_by', 'opened_at', 'decided_by', 'decided_at', 'reason'],
  toRow: (one) => ({
    ...{ id: one.id, person_id: one.personId, severity: one.severity, is_self_reported: one.isSelfReported },
    ...{ words: one.words, happened_at: new Date(one.happenedAtMs), report_id: one.reportId, state: one.state },
    ...{ opened_by: one.openedBy, opened_at: new Date(one.openedAtMs) },
    ...{ decided_by: one.decidedBy, decided_at: dateOrNull(one.decidedAtMs), reason: one.reason },
  }),
  fromRow: (row) => ({
    ...{ id: row.id, personId: row.person_id, severity: row.severity, isSelfReported: row.is_self_reported },
    ...{ words: row.words, happenedAtMs: row.happened_at.getTime(), reportId: row.report_id, state: row.state },
    ...{ openedBy: row.opened_by, openedAtMs: row.opened_at.getTime() },
    ...{ decidedBy: row.decided_by, decidedAtMs: millisecondsOrNull(row.decided_at), reason: row.reason },
  }),
});

type CheckRow = {
  readonly id: string;
  readonly period_id: string;
  readonly asset_id: string;
  readonly author_id: string;
  readonly adopter_id: string;
  readonly task_id: string;
  readonly checker_id: string;
  readonly drawn_at: Date;
  readonly verdict: AdoptionCheck['verdict'];
  readonly reason: string | null;
  readonly decided_at: Date | null;
};

export const adoptionCheckTable = nounTable<AdoptionCheck, CheckRow>({
  table: 'adoption_check',
  // biome-ignore format: one line is enough
  columns: ['id', 'period_id', 'asset_id', 'author_id', 'adopter_id', 'task_id', 'checker_id', 'drawn_at', 'verdict', 'reason', 'decided_at'],
  toRow: (one) => ({
    ...{ id: one.id, period_id: one.periodId, asset_id: one.assetId, author_id: one.authorId },
    ...{ adopter_id: one.adopterId, task_id: one.taskId, checker_id: one.checkerId },
    drawn_at: new Date(one.drawnAtMs),
    ...{ verdict: one.verdict, reason: one.reason, decided_at: dateOrNull(one.decidedAtMs) },
  }),
  fromRow: (row) => ({
    ...{ id: row.id, periodId: row.period_id, assetId: row.asset_id, authorId: row.author_id },
    ...{ adopterId: row.adopter_id, taskId: row.task_id, checkerId: row.checker_id },
    drawnAtMs: row.drawn_at.getTime(),
    ...{ verdict: row.verdict, reason: row.reason, decidedAtMs: millisecondsOrNull(row.decided_at) },
  }),
});

type ContestRow = {
  readonly id: string;
  readonly person_id: string;
  readonly period_id: string;
  readonly rule: string | null;
  readonly words: string;
  readonly millipoints: number;
  readonly formula_version: string;
  readonly state: ScoreContest['state'];
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly overdue_noted_at: Date | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly answer: string | null;
};

export const scoreContestTable = nounTable<ScoreContest, ContestRow>({
  table: 'score_contest',
  // biome-ignore format: one line is enough
  columns: ['id', 'person_id', 'period_id', 'rule', 'words', 'millipoints', 'formula_version', 'state', 'opened_at', 'due_at', 'overdue_noted_at', 'decided_by', 'decided_at', 'answer'],
  toRow: (one) => ({
    ...{ id: one.id, person_id: one.personId, period_id: one.periodId, rule: one.rule, words: one.words },
    ...{ millipoints: one.millipoints, formula_version: one.formulaVersion, state: one.state },
    ...{ opened_at: new Date(one.openedAtMs), due_at: new Date(one.dueAtMs) },
    overdue_noted_at: dateOrNull(one.overdueNotedAtMs),
    ...{ decided_by: one.decidedBy, decided_at: dateOrNull(one.decidedAtMs), answer: one.answer },
  }),
  fromRow: (row) => ({
    ...{ id: row.id, personId: row.person_id, periodId: row.period_id, rule: row.rule, words: row.words },
    ...{ millipoints: row.millipoints, formulaVersion: row.formula_version, state: row.state },
    ...{ openedAtMs: row.opened_at.getTime(), dueAtMs: row.due_at.getTime() },
    overdueNotedAtMs: millisecondsOrNull(row.overdue_noted_at),
    ...{ decidedBy: row.decided_by, decidedAtMs: millisecondsOrNull(row.decided_at), answer: row.answer },
  }),
});
