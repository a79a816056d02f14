import type { ExportPermission } from '../../domain/recognition/export-permission.ts';
import type { RecognitionRule, RecognitionRuleVersion } from '../../domain/recognition/recognition-rule.ts';
import type { PrivateScorecard, RecognitionChoice } from '../../domain/recognition/visibility.ts';
import type { RecognitionMonth } from '../../ports/recognition-store.ts';
import { nounTable } from '../control/noun-table.ts';

type RuleRow = {
  readonly id: string;
  readonly version: number;
  readonly rule: RecognitionRule;
  readonly note: string;
  readonly from_period: string;
  readonly published_by: string;
  readonly published_at: Date;
};

export const recognitionRuleTable = nounTable<RecognitionRuleVersion, RuleRow>({
  table: 'recognition_rule',
  columns: ['id', 'version', 'rule', 'note', 'from_period', 'published_by', 'published_at'],
  toRow: (version) => ({
    id: version.id,
    version: version.version,
    rule: JSON.stringify(version.rule),
    note: version.note,
    from_period: version.fromPeriod,
    published_by: version.publishedBy,
    published_at: new Date(version.publishedAtMs),
  }),
  fromRow: (row) => ({
    id: row.id,
    version: row.version,
    rule: row.rule,
    note: row.note,
    fromPeriod: row.from_period,
    publishedBy: row.published_by,
    publishedAtMs: row.published_at.getTime(),
  }),
});

type MonthRow = {
  readonly id: string;
  readonly rule_version: number;
  readonly pool_points: number;
  readonly team_share_percent: number;
  readonly team_points: number;
  readonly person_points: number;
  readonly teams: number;
  readonly people: number;
  readonly given_by: string | null;
  readonly given_at: Date;
};

export const recognitionMonthTable = nounTable<RecognitionMonth, MonthRow>({
  table: 'recognition_month',
  // biome-ignore format: one line is enough
  columns: ['id', 'rule_version', 'pool_points', 'team_share_percent', 'team_points', 'person_points', 'teams', 'people', 'given_by', 'given_at'],
  toRow: (month) => ({
    id: month.id,
    rule_version: month.ruleVersion,
    pool_points: month.poolPoints,
    team_share_percent: month.teamSharePercent,
    team_points: month.teamPoints,
    person_points: month.personPoints,
    teams: month.teams,
    people: month.people,
    given_by: month.givenBy,
    given_at: new Date(month.givenAtMs),
  }),
  fromRow: (row) => ({
    id: row.id,
    ruleVersion: row.rule_version,
    poolPoints: row.pool_points,
    teamSharePercent: row.team_share_percent,
    teamPoints: row.team_points,
    personPoints: row.person_points,
    teams: row.teams,
    people: row.people,
    givenBy: row.given_by,
    givenAtMs: row.given_at.getTime(),
  }),
});

type ChoiceRow = {
  readonly id: string;
  readonly shown_to: RecognitionChoice['shownTo'];
  readonly exportable: boolean;
};

export const recognitionChoiceTable = nounTable<RecognitionChoice, ChoiceRow>({
  table: 'recognition_choice',
  columns: ['id', 'shown_to', 'exportable'],
  toRow: ({ id, shownTo, exportable }) => ({ id, shown_to: shownTo, exportable }),
  fromRow: ({ id, shown_to, exportable }) => ({ id, shownTo: shown_to, exportable }),
});

type ScorecardRow = { readonly id: string; readonly reason: string; readonly status: PrivateScorecard['status'] };

export const privateScorecardTable = nounTable<PrivateScorecard, ScorecardRow>({
  table: 'private_scorecard',
  columns: ['id', 'reason', 'status'],
  toRow: (row) => row,
  fromRow: ({ id, reason, status }) => ({ id, reason, status }),
});

type PermissionRow = {
  readonly id: string;
  readonly purpose: string;
  readonly agreed_with: string;
  readonly state: ExportPermission['state'];
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly reason: string | null;
  readonly starts_at: Date | null;
  readonly ends_at: Date | null;
};

export const exportPermissionTable = nounTable<ExportPermission, PermissionRow>({
  table: 'export_permission',
  // biome-ignore format: one line is enough
  columns: ['id', 'purpose', 'agreed_with', 'state', 'proposed_by', 'proposed_at', 'decided_by', 'decided_at', 'reason', 'starts_at', 'ends_at'],
  toRow: (row) => ({
    id: row.id,
    purpose: row.purpose,
    agreed_with: row.agreedWith,
    state: row.state,
    proposed_by: row.proposedBy,
    proposed_at: new Date(row.proposedAtMs),
    decided_by: row.decidedBy,
    decided_at: dateOf(row.decidedAtMs),
    reason: row.reason,
    starts_at: dateOf(row.startsAtMs),
    ends_at: dateOf(row.endsAtMs),
  }),
  fromRow: (row) => ({
    id: row.id,
    purpose: row.purpose,
    agreedWith: row.agreed_with,
    state: row.state,
    proposedBy: row.proposed_by,
    proposedAtMs: row.proposed_at.getTime(),
    decidedBy: row.decided_by,
    decidedAtMs: row.decided_at?.getTime() ?? null,
    reason: row.reason,
    startsAtMs: row.starts_at?.getTime() ?? null,
    endsAtMs: row.ends_at?.getTime() ?? null,
  }),
});

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
