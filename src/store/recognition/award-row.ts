import type { Award, AwardState } from '../../domain/recognition/award.ts';

export type AwardRow = {
  readonly id: string;
  readonly period_id: string;
  readonly recipient_kind: 'person' | 'team';
  readonly recipient_id: string;
  readonly team_id: string;
  readonly people: number;
  readonly category_id: string;
  readonly category_name: string;
  readonly given_level: string;
  readonly level: string | null;
  readonly given_millipoints: number;
  readonly millipoints: number;
  readonly given_points: number;
  readonly points: number;
  readonly rule_version: number;
  readonly formula_version: string;
  readonly citation: string;
  readonly state: AwardState;
  readonly given_at: Date;
  readonly reviewed_at: Date;
  readonly change_reason: string | null;
};

// biome-ignore format: a list is read across
export const AWARD_COLUMNS = [
  'id', 'period_id', 'recipient_kind', 'recipient_id', 'team_id', 'people', 'category_id', 'category_name', 'given_level', 'level',
  'given_millipoints', 'millipoints', 'given_points', 'points', 'rule_version', 'formula_version', 'citation', 'state', 'given_at',
  'reviewed_at', 'change_reason',
] as const satisfies readonly (keyof AwardRow)[];

export function toRowAward(award: Award): AwardRow {
  const { recipient } = award;
  return {
    id: award.id,
    period_id: award.periodId,
    recipient_kind: recipient.kind,
    recipient_id: recipient.kind === 'person' ? recipient.personId : recipient.teamId,
    team_id: recipient.teamId,
    people: recipient.kind === 'person' ? 1 : recipient.people,
    category_id: award.categoryId,
    category_name: award.categoryName,
    given_level: award.givenLevel,
    level: award.level,
    given_millipoints: award.givenMillipoints,
    millipoints: award.millipoints,
    given_points: award.givenPoints,
    points: award.points,
    rule_version: award.ruleVersion,
    formula_version: award.formulaVersion,
    citation: award.citation,
    state: award.state,
    given_at: new Date(award.givenAtMs),
    reviewed_at: new Date(award.reviewedAtMs),
    change_reason: award.changeReason,
  };
}

export function fromRowAward(row: AwardRow): Award {
  const { recipient_kind: kind, recipient_id: id, team_id: teamId, people } = row;
  return {
    id: row.id,
    periodId: row.period_id,
    recipient: kind === 'person' ? { kind, personId: id, teamId } : { kind, teamId, people },
    categoryId: row.category_id,
    categoryName: row.category_name,
    givenLevel: row.given_level,
    level: row.level,
    givenMillipoints: row.given_millipoints,
    millipoints: row.millipoints,
    givenPoints: row.given_points,
    points: row.points,
    ruleVersion: row.rule_version,
    formulaVersion: row.formula_version,
    citation: row.citation,
    state: row.state,
    givenAtMs: row.given_at.getTime(),
    reviewedAtMs: row.reviewed_at.getTime(),
    changeReason: row.change_reason,
  };
}
