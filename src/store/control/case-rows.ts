import type { Erasure } from '../../domain/content/erasure.ts';
import type { Report } from '../../domain/incident/report.ts';
import type { KeptSuspension } from '../../domain/policy/suspension.ts';
import { type BigintColumn, dateOrNull, millisecondsOrNull } from './column-values.ts';
import { nounTable } from './noun-table.ts';

type SuspensionRow = {
  readonly id: string;
  readonly subject_kind: KeptSuspension['subjectKind'];
  readonly subject_id: string;
  readonly reason: string;
  readonly expires_at: Date | null;
  readonly made_by: string;
  readonly state: KeptSuspension['state'];
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly end_reason: string | null;
};

export const suspensionTable = nounTable<KeptSuspension, SuspensionRow>({
  table: 'suspension',
  // biome-ignore format: one line is enough
  columns: ['id', 'subject_kind', 'subject_id', 'reason', 'expires_at', 'made_by', 'state', 'ended_at', 'ended_by', 'end_reason'],
  toRow: (suspension) => ({
    id: suspension.id,
    subject_kind: suspension.subjectKind,
    subject_id: suspension.subjectId,
    reason: suspension.reason,
    expires_at: dateOrNull(suspension.expiresAtMs),
    made_by: suspension.madeBy,
    state: suspension.state,
    ended_at: dateOrNull(suspension.endedAtMs),
    ended_by: suspension.endedBy,
    end_reason: suspension.endReason,
  }),
  fromRow: (row) => ({
    id: row.id,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    reason: row.reason,
    expiresAtMs: millisecondsOrNull(row.expires_at),
    madeBy: row.made_by,
    state: row.state,
    endedAtMs: millisecondsOrNull(row.ended_at),
    endedBy: row.ended_by,
    endReason: row.end_reason,
  }),
});

type ErasureRow = {
  readonly id: string;
  readonly owner_kind: Erasure['ownerKind'];
  readonly owner_id: string;
  readonly reason: string;
  readonly ordered_by: string;
  readonly state: Erasure['state'];
  readonly records_destroyed: BigintColumn;
  readonly records_held: BigintColumn;
};

export const erasureTable = nounTable<Erasure, ErasureRow>({
  table: 'erasure',
  // biome-ignore format: one line is enough
  columns: ['id', 'owner_kind', 'owner_id', 'reason', 'ordered_by', 'state', 'records_destroyed', 'records_held'],
  toRow: (erasure) => ({
    id: erasure.id,
    owner_kind: erasure.ownerKind,
    owner_id: erasure.ownerId,
    reason: erasure.reason,
    ordered_by: erasure.orderedBy,
    state: erasure.state,
    records_destroyed: erasure.recordsDestroyed,
    records_held: erasure.recordsHeld,
  }),
  fromRow: (row) => ({
    id: row.id,
    ownerKind: row.owner_kind,
    ownerId: row.owner_id,
    reason: row.reason,
    orderedBy: row.ordered_by,
    state: row.state,
    recordsDestroyed: Number(row.records_destroyed),
    recordsHeld: Number(row.records_held),
  }),
});

type ReportRow = {
  readonly id: string;
  readonly about: Report['about'];
  readonly words: string;
  readonly call_id: string | null;
  readonly reporter_kind: Report['reporterKind'];
  readonly reporter_id: string;
  readonly unnamed: boolean;
  readonly state: Report['state'];
  readonly handled_by: string | null;
  readonly answer: string | null;
};

export const reportTable = nounTable<Report, ReportRow>({
  table: 'report',
  // biome-ignore format: one line is enough
  columns: ['id', 'about', 'words', 'call_id', 'reporter_kind', 'reporter_id', 'unnamed', 'state', 'handled_by', 'answer'],
  toRow: (report) => ({
    id: report.id,
    about: report.about,
    words: report.words,
    call_id: report.callId,
    reporter_kind: report.reporterKind,
    reporter_id: report.reporterId,
    unnamed: report.unnamed,
    state: report.state,
    handled_by: report.handledBy,
    answer: report.answer,
  }),
  fromRow: (row) => ({
    id: row.id,
    about: row.about,
    words: row.words,
    callId: row.call_id,
    reporterKind: row.reporter_kind,
    reporterId: row.reporter_id,
    unnamed: row.unnamed,
    state: row.state,
    handledBy: row.handled_by,
    answer: row.answer,
  }),
});
