import type { PolicyDocument } from '../../domain/policy/policy-document.ts';
import type { PolicyRule } from '../../domain/policy/policy-rule.ts';
import type { PolicyApproval, PolicyState, PolicyVersion } from '../../domain/policy/policy-version.ts';
import { dateOrNull, millisecondsOrNull } from './column-values.ts';
import { nounTable } from './noun-table.ts';

type PolicyVersionRow = {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly source: string;
  readonly document: PolicyDocument;
  readonly rules: readonly PolicyRule[];
  readonly note: string;
  readonly base_id: string | null;
  readonly state: PolicyState;
  readonly share: number | null;
  readonly shadow: boolean;
  readonly author_id: string;
  readonly proposer_id: string | null;
  readonly approvals: readonly PolicyApproval[];
  readonly approvals_needed: number;
  readonly activated_at: Date | null;
  readonly retired_at: Date | null;
};

export const policyVersionTable = nounTable<PolicyVersion, PolicyVersionRow>({
  table: 'policy_version',
  // biome-ignore format: one line is enough
  columns: ['id', 'version', 'digest', 'source', 'document', 'rules', 'note', 'base_id', 'state', 'share', 'shadow', 'author_id', 'proposer_id', 'approvals', 'approvals_needed', 'activated_at', 'retired_at'],
  toRow: (version) => ({
    id: version.id,
    version: version.version,
    digest: version.digest,
    source: version.source,
    document: JSON.stringify(version.document),
    rules: JSON.stringify(version.rules),
    note: version.note,
    base_id: version.baseId,
    state: version.state,
    share: version.share,
    shadow: version.shadow,
    author_id: version.authorId,
    proposer_id: version.proposerId,
    approvals: JSON.stringify(version.approvals),
    approvals_needed: version.approvalsNeeded,
    activated_at: dateOrNull(version.activatedAtMs),
    retired_at: dateOrNull(version.retiredAtMs),
  }),
  fromRow: (row) => ({
    id: row.id,
    version: row.version,
    digest: row.digest,
    source: row.source,
    document: row.document,
    rules: row.rules,
    note: row.note,
    baseId: row.base_id,
    state: row.state,
    share: row.share,
    shadow: row.shadow,
    authorId: row.author_id,
    proposerId: row.proposer_id,
    approvals: row.approvals,
    approvalsNeeded: row.approvals_needed,
    activatedAtMs: millisecondsOrNull(row.activated_at),
    retiredAtMs: millisecondsOrNull(row.retired_at),
  }),
});
