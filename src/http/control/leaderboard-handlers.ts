import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import { type MyOldPlace, readLeaderboardMove, readMyOldPlaces } from '../../control/leaderboard-reads.ts';
import {
  announceLeaderboard,
  changeLeaderboard,
  createLeaderboard,
  draftAnnouncement,
  importLeaderboard,
  moveToTeams,
  type StoredBoard,
} from '../../control/leaderboards.ts';
import type { ProgrammeContext } from '../../control/programme-context.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { toWireKept, toWireMomentOrNull } from './wire-rows.ts';

type LeaderboardOperation =
  | 'listLeaderboards'
  | 'listMyOldPlaces'
  | 'moveLeaderboardToTeams'
  | 'draftLeaderboardAnnouncement'
  | `${'create' | 'read' | 'change' | 'import' | 'announce'}Leaderboard`;

export function leaderboardHandlers(context: ProgrammeContext): Handlers<LeaderboardOperation> {
  const out = (stored: StoredBoard | ControlRefusal) =>
    isControlRefusal(stored) ? stored : answer(toWireBoard(stored));
  return {
    listLeaderboards: ({ query }) => listRows(context.store, { noun: 'leaderboard', query, toWire: toWireBoard }),
    createLeaderboard: async ({ commander, body }) => out(await createLeaderboard(context, commander, body)),
    changeLeaderboard: async ({ commander, params, body, expectedRevision }) =>
      out(await changeLeaderboard(context, commander, { ...params, ...body, expectedRevision })),
    readLeaderboard: async ({ params }) => {
      const seen = await readLeaderboardMove(context, params);
      if (isControlRefusal(seen)) return seen;
      const { stored, sums, steps, caps, teams } = seen;
      return answer({
        leaderboard: toWireBoard(stored),
        ...{ ...sums, tokens: String(sums.tokens), steps, caps },
        teams: teams.map((team) => ({ ...team, tokens: String(team.tokens) })),
      });
    },
    importLeaderboard: async ({ commander, params, body }) => {
      const imported = await importLeaderboard(context, commander, { ...params, ...body });
      return isControlRefusal(imported) ? imported : answer(imported);
    },
    draftLeaderboardAnnouncement: async ({ params }) => {
      const text = await draftAnnouncement(context, params);
      return isControlRefusal(text) ? text : answer({ text });
    },
    announceLeaderboard: async ({ commander, params, body, expectedRevision }) =>
      out(await announceLeaderboard(context, commander, { ...params, ...body, expectedRevision })),
    moveLeaderboardToTeams: async ({ commander, params, expectedRevision }) =>
      out(await moveToTeams(context, commander, { ...params, expectedRevision })),
    listMyOldPlaces: async ({ commander }) => {
      const places = await readMyOldPlaces(context, commander);
      return isControlRefusal(places) ? places : answer({ rows: places.map(toWirePlace) });
    },
  };
}

function toWireBoard(stored: StoredBoard) {
  const { announcedAtMs, teamViewFromMs, ...rest } = stored.row;
  return {
    ...rest,
    announcedAt: toWireMomentOrNull(announcedAtMs),
    teamViewFrom: toWireMomentOrNull(teamViewFromMs),
    ...toWireKept(stored),
  };
}

function toWirePlace({ board, place, score }: MyOldPlace) {
  return {
    ...{ leaderboardId: board.id, name: board.name, frozenFrom: board.frozenFrom },
    ...{ place: place?.place ?? null, of: place?.of ?? null, tokens: place === null ? null : String(place.tokens) },
    ...{ periodId: score?.periodId ?? null, score: pointsOf(score?.millipoints) },
    ...{ scoreLower: pointsOf(score?.lower), scoreUpper: pointsOf(score?.upper) },
  };
}

function pointsOf(millipoints: number | undefined): number | null {
  return millipoints === undefined ? null : millipoints / 1_000;
}
