import type { IncentiveModelId } from '../../domain/gaming/incentive-models.ts';
import type { BoardBurst } from '../../domain/programme/board-burst.ts';
import type { Leaderboard } from '../../domain/programme/leaderboard.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { dateOrNull, millisecondsOrNull } from '../control/column-values.ts';
import { nounTable } from '../control/noun-table.ts';

type ProgrammeRow = {
  readonly id: string;
  readonly name: string;
  readonly model: IncentiveModelId;
  readonly charter: Programme['charter'];
  readonly team_ids: readonly string[];
  readonly settings: Programme['settings'];
  readonly state: Programme['state'];
  readonly ends_at: Date | null;
  readonly started_at: Date | null;
  readonly started_by: string | null;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly end_reason: string | null;
  readonly simulation: Programme['simulation'];
};

export const programmeTable = nounTable<Programme, ProgrammeRow>({
  table: 'programme',
  // biome-ignore format: one line is enough
  columns: ['id', 'name', 'model', 'charter', 'team_ids', 'settings', 'state', 'ends_at', 'started_at', 'started_by', 'ended_at', 'ended_by', 'end_reason', 'simulation'],
  toRow: (programme) => ({
    id: programme.id,
    name: programme.name,
    model: programme.model,
    charter: jsonOrNull(programme.charter),
    team_ids: JSON.stringify(programme.teamIds),
    settings: JSON.stringify(programme.settings),
    state: programme.state,
    ends_at: dateOrNull(programme.endsAtMs),
    started_at: dateOrNull(programme.startedAtMs),
    started_by: programme.startedBy,
    ended_at: dateOrNull(programme.endedAtMs),
    ended_by: programme.endedBy,
    end_reason: programme.endReason,
    simulation: jsonOrNull(programme.simulation),
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    model: row.model,
    charter: row.charter,
    teamIds: row.team_ids,
    settings: row.settings,
    state: row.state,
    endsAtMs: millisecondsOrNull(row.ends_at),
    startedAtMs: millisecondsOrNull(row.started_at),
    startedBy: row.started_by,
    endedAtMs: millisecondsOrNull(row.ended_at),
    endedBy: row.ended_by,
    endReason: row.end_reason,
    simulation: row.simulation,
  }),
});

type LeaderboardRow = {
  readonly id: string;
  readonly name: string;
  readonly frozen_from: Date | null;
  readonly programme_id: string | null;
  readonly announcement: string | null;
  readonly announced_at: Date | null;
  readonly announced_by: string | null;
  readonly team_view_from: Date | null;
};

export const leaderboardTable = nounTable<Leaderboard, LeaderboardRow>({
  table: 'leaderboard',
  // biome-ignore format: one line is enough
  columns: ['id', 'name', 'frozen_from', 'programme_id', 'announcement', 'announced_at', 'announced_by', 'team_view_from'],
  toRow: (board) => ({
    id: board.id,
    name: board.name,
    frozen_from: board.frozenFrom,
    programme_id: board.programmeId,
    announcement: board.announcement,
    announced_at: dateOrNull(board.announcedAtMs),
    announced_by: board.announcedBy,
    team_view_from: dateOrNull(board.teamViewFromMs),
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    frozenFrom: row.frozen_from === null ? null : dayOfDate(row.frozen_from),
    programmeId: row.programme_id,
    announcement: row.announcement,
    announcedAtMs: millisecondsOrNull(row.announced_at),
    announcedBy: row.announced_by,
    teamViewFromMs: millisecondsOrNull(row.team_view_from),
  }),
});

type BurstRow = {
  readonly id: string;
  readonly programme_id: string;
  readonly person_id: string;
  readonly day: Date;
  readonly tokens: string;
  readonly usual_tokens: string;
  readonly state: BoardBurst['state'];
  readonly noted_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly reason: string | null;
};

export const boardBurstTable = nounTable<BoardBurst, BurstRow>({
  table: 'board_burst',
  // biome-ignore format: one line is enough
  columns: ['id', 'programme_id', 'person_id', 'day', 'tokens', 'usual_tokens', 'state', 'noted_at', 'decided_by', 'decided_at', 'reason'],
  toRow: (burst) => ({
    id: burst.id,
    programme_id: burst.programmeId,
    person_id: burst.personId,
    day: burst.day,
    tokens: burst.tokens,
    usual_tokens: burst.usualTokens,
    state: burst.state,
    noted_at: new Date(burst.notedAtMs),
    decided_by: burst.decidedBy,
    decided_at: dateOrNull(burst.decidedAtMs),
    reason: burst.reason,
  }),
  fromRow: (row) => ({
    id: row.id,
    programmeId: row.programme_id,
    personId: row.person_id,
    day: dayOfDate(row.day),
    tokens: Number(row.tokens),
    usualTokens: Number(row.usual_tokens),
    state: row.state,
    notedAtMs: row.noted_at.getTime(),
    decidedBy: row.decided_by,
    decidedAtMs: millisecondsOrNull(row.decided_at),
    reason: row.reason,
  }),
});

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** The driver gives a date as its midnight on this machine's clock. */
function dayOfDate(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
}
