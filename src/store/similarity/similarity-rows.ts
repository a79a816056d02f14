import type { DataClass } from '../../domain/detection/data-class.ts';
import type { ComparedVersion, MergeProposal } from '../../domain/similarity/merge-proposal.ts';
import type { SimilarityRule } from '../../domain/similarity/similarity-rule.ts';
import type { BigintColumn } from '../control/column-values.ts';
import { nounTable } from '../control/noun-table.ts';

type RuleRow = {
  readonly id: SimilarityRule['id'];
  readonly mode: SimilarityRule['mode'];
  readonly use_case_ids: readonly string[];
  readonly data_class_max: DataClass;
  readonly keep_days: number;
};

export const similarityRuleTable = nounTable<SimilarityRule, RuleRow>({
  table: 'similarity_rule',
  columns: ['id', 'mode', 'use_case_ids', 'data_class_max', 'keep_days'],
  toRow: (rule) => ({
    id: rule.id,
    mode: rule.mode,
    use_case_ids: JSON.stringify(rule.useCaseIds),
    data_class_max: rule.dataClassMax,
    keep_days: rule.keepDays,
  }),
  fromRow: (row) => ({
    id: row.id,
    mode: row.mode,
    useCaseIds: row.use_case_ids,
    dataClassMax: row.data_class_max,
    keepDays: row.keep_days,
  }),
});

type ProposalRow = {
  readonly id: string;
  readonly kind: MergeProposal['kind'];
  readonly about: string;
  readonly similarity_percent: number;
  readonly kept_asset_id: string | null;
  readonly kept_version: number | null;
  readonly merged_asset_id: string | null;
  readonly merged_version: number | null;
  readonly shape_ids: readonly string[];
  readonly team_ids: readonly string[];
  readonly use_case_ids: readonly string[];
  readonly people: number;
  readonly calls: BigintColumn;
  readonly state: MergeProposal['state'];
  readonly proposed_by: string | null;
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
};

export const mergeProposalTable = nounTable<MergeProposal, ProposalRow>({
  table: 'merge_proposal',
  // biome-ignore format: one line is enough
  columns: ['id', 'kind', 'about', 'similarity_percent', 'kept_asset_id', 'kept_version', 'merged_asset_id', 'merged_version', 'shape_ids', 'team_ids', 'use_case_ids', 'people', 'calls', 'state', 'proposed_by', 'decided_by', 'decision_reason'],
  toRow: (proposal) => ({
    id: proposal.id,
    kind: proposal.kind,
    about: proposal.about,
    similarity_percent: proposal.similarityPercent,
    kept_asset_id: proposal.kept?.assetId ?? null,
    kept_version: proposal.kept?.version ?? null,
    merged_asset_id: proposal.merged?.assetId ?? null,
    merged_version: proposal.merged?.version ?? null,
    shape_ids: JSON.stringify(proposal.shapeIds),
    team_ids: JSON.stringify(proposal.teamIds),
    use_case_ids: JSON.stringify(proposal.useCaseIds),
    people: proposal.people,
    calls: proposal.calls,
    state: proposal.state,
    proposed_by: proposal.proposedBy,
    decided_by: proposal.decidedBy,
    decision_reason: proposal.decisionReason,
  }),
  fromRow: (row) => ({
    id: row.id,
    kind: row.kind,
    about: row.about,
    similarityPercent: row.similarity_percent,
    kept: versionOf(row.kept_asset_id, row.kept_version),
    merged: versionOf(row.merged_asset_id, row.merged_version),
    shapeIds: row.shape_ids,
    teamIds: row.team_ids,
    useCaseIds: row.use_case_ids,
    people: row.people,
    calls: Number(row.calls),
    state: row.state,
    proposedBy: row.proposed_by,
    decidedBy: row.decided_by,
    decisionReason: row.decision_reason,
  }),
});

function versionOf(assetId: string | null, version: number | null): ComparedVersion | null {
  return assetId === null || version === null ? null : { assetId, version };
}
