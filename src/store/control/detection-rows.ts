import type {
  DetectionProposal,
  DetectorSetting,
  KeptAllowEntry,
  KeptDictionary,
  KeptPattern,
} from '../../domain/detection/detection-settings.ts';
import { type BigintColumn, dateOrNull, millisecondsOrNull } from './column-values.ts';
import { nounTable } from './noun-table.ts';

type PatternRow = Omit<KeptPattern, 'dataClass' | 'madeBy' | 'slowAtMs'> & {
  readonly data_class: KeptPattern['dataClass'];
  readonly made_by: string;
  readonly slow_at: Date | null;
};

export const detectionPatternTable = nounTable<KeptPattern, PatternRow>({
  table: 'detection_pattern',
  // biome-ignore format: one line is enough
  columns: ['id', 'word', 'source', 'literal', 'before', 'after', 'confidence', 'data_class', 'version', 'status', 'made_by', 'slow_at'],
  toRow: ({ dataClass, madeBy, slowAtMs, ...rest }) => ({
    ...rest,
    data_class: dataClass,
    made_by: madeBy,
    slow_at: dateOrNull(slowAtMs),
  }),
  fromRow: ({ id, word, source, literal, before, after, confidence, version, status, ...row }) => ({
    ...{ id, word, source, literal, before, after, confidence, version, status },
    dataClass: row.data_class,
    madeBy: row.made_by,
    slowAtMs: millisecondsOrNull(row.slow_at),
  }),
});

type DictionaryRow = {
  readonly id: string;
  readonly word: string;
  readonly data_class: KeptDictionary['dataClass'];
  readonly entries: BigintColumn;
  readonly version: number;
  readonly status: KeptDictionary['status'];
  readonly made_by: string;
  readonly filled_at: Date | null;
};

export const detectionDictionaryTable = nounTable<KeptDictionary, DictionaryRow>({
  table: 'detection_dictionary',
  columns: ['id', 'word', 'data_class', 'entries', 'version', 'status', 'made_by', 'filled_at'],
  toRow: ({ dataClass, madeBy, filledAtMs, ...rest }) => ({
    ...rest,
    data_class: dataClass,
    made_by: madeBy,
    filled_at: dateOrNull(filledAtMs),
  }),
  fromRow: (row) => ({
    id: row.id,
    word: row.word,
    dataClass: row.data_class,
    entries: Number(row.entries),
    version: row.version,
    status: row.status,
    madeBy: row.made_by,
    filledAtMs: millisecondsOrNull(row.filled_at),
  }),
});

type AllowRow = {
  readonly id: string;
  readonly match_kind: KeptAllowEntry['matchKind'];
  readonly finding_type: string | null;
  readonly value: string | null;
  readonly digest: string | null;
  readonly reason: string;
  readonly expires_at: Date;
  readonly made_by: string;
  readonly proposal_id: string | null;
  readonly status: KeptAllowEntry['status'];
  readonly ended_by: string | null;
};

export const allowEntryTable = nounTable<KeptAllowEntry, AllowRow>({
  table: 'allow_entry',
  // biome-ignore format: one line is enough
  columns: ['id', 'match_kind', 'finding_type', 'value', 'digest', 'reason', 'expires_at', 'made_by', 'proposal_id', 'status', 'ended_by'],
  toRow: (entry) => ({
    id: entry.id,
    match_kind: entry.matchKind,
    finding_type: entry.findingType,
    value: entry.value,
    digest: entry.digest,
    reason: entry.reason,
    expires_at: new Date(entry.expiresAtMs),
    made_by: entry.madeBy,
    proposal_id: entry.proposalId,
    status: entry.status,
    ended_by: entry.endedBy,
  }),
  fromRow: (row) => ({
    id: row.id,
    matchKind: row.match_kind,
    findingType: row.finding_type,
    value: row.value,
    digest: row.digest,
    reason: row.reason,
    expiresAtMs: row.expires_at.getTime(),
    madeBy: row.made_by,
    proposalId: row.proposal_id,
    status: row.status,
    endedBy: row.ended_by,
  }),
});

type DetectorRow = Omit<DetectorSetting, 'madeBy'> & { readonly made_by: string };

export const detectorSettingTable = nounTable<DetectorSetting, DetectorRow>({
  table: 'detector_setting',
  columns: ['id', 'state', 'reason', 'made_by'],
  toRow: ({ madeBy, ...rest }) => ({ ...rest, made_by: madeBy }),
  fromRow: ({ id, state, reason, made_by }) => ({ id, state, reason, madeBy: made_by }),
});

type ProposalRow = {
  readonly id: string;
  readonly finding_type: string;
  readonly digest: string;
  readonly call_id: string | null;
  readonly event_id: string | null;
  readonly note: string | null;
  readonly proposer_kind: DetectionProposal['proposerKind'];
  readonly proposer_id: string;
  readonly seconded: number;
  readonly state: DetectionProposal['state'];
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
  readonly allow_entry_id: string | null;
};

export const detectionProposalTable = nounTable<DetectionProposal, ProposalRow>({
  table: 'detection_proposal',
  // biome-ignore format: one line is enough
  columns: ['id', 'finding_type', 'digest', 'call_id', 'event_id', 'note', 'proposer_kind', 'proposer_id', 'seconded', 'state', 'decided_by', 'decision_reason', 'allow_entry_id'],
  toRow: (proposal) => ({
    id: proposal.id,
    finding_type: proposal.findingType,
    digest: proposal.digest,
    call_id: proposal.callId,
    event_id: proposal.eventId,
    note: proposal.note,
    proposer_kind: proposal.proposerKind,
    proposer_id: proposal.proposerId,
    seconded: proposal.seconded,
    state: proposal.state,
    decided_by: proposal.decidedBy,
    decision_reason: proposal.decisionReason,
    allow_entry_id: proposal.allowEntryId,
  }),
  fromRow: (row) => ({
    id: row.id,
    findingType: row.finding_type,
    digest: row.digest,
    callId: row.call_id,
    eventId: row.event_id,
    note: row.note,
    proposerKind: row.proposer_kind,
    proposerId: row.proposer_id,
    seconded: row.seconded,
    state: row.state,
    decidedBy: row.decided_by,
    decisionReason: row.decision_reason,
    allowEntryId: row.allow_entry_id,
  }),
});
