import { INCENTIVE_MODELS, type IncentiveModelId } from '../domain/gaming/incentive-models.ts';
import { readScore, type ScoreReadingModel } from '../domain/gaming/read-score.ts';
import { type Programme, programmeStateNow } from '../domain/programme/programme.ts';
import { boardOf, burstKey, type DayUse } from '../domain/programme/raw-board.ts';
import { periodIdAt } from '../domain/score/score-period.ts';
import { type Band, bandTeams, type TeamMember } from '../domain/score/team-bands.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { activeEnvelopes, seeEnvelopes } from './envelope-reads.ts';
import { personBehind } from './exception-parties.ts';
import { everyRow } from './find-dependants.ts';
import {
  findProgramme,
  type ProgrammeAddress,
  type ProgrammeContext,
  readFacts,
  readFormula,
} from './programme-context.ts';

/** A team as everybody may see it. */
export type ShownTeam = {
  readonly teamId: string;
  readonly people: number | null;
  /** Of models that look at scores. */
  readonly band: Band | null;
  /** Of a board of raw tokens, for each person. */
  readonly tokensPerPerson: number | null;
  /** A signal of health, and no score: tokens of 28 days for each outcome that came to count; null: none did, or the group is small. */
  readonly tokensPerOutcome: number | null;
  /** Why there is no figure. */
  readonly words: string | null;
};

export type ShownBoard = {
  readonly metric: string;
  readonly state: Programme['state'];
  readonly rows: readonly ShownTeam[];
};

const DAY_MS = 86_400_000;
const HEALTH_DAYS = 28;
const PAGE = 1_000;

/** Where teams stand by the programme's model. Nobody is named, groups under five are not shown, and nothing is ranked but tokens. */
export async function readBoard(
  context: ProgrammeContext,
  address: ProgrammeAddress,
): Promise<ShownBoard | ControlRefusal> {
  const stored = await findProgramme(context.store, address);
  if (isControlRefusal(stored)) return stored;
  const programme = stored.row;
  const state = programmeStateNow(programme, context.clock.nowMs());
  if (programme.startedAtMs === null)
    return refuseCommand('rule_broken', 'The programme has not started: there is nothing to see.');
  const { metric } = INCENTIVE_MODELS[programme.model];
  const rows = await teamsOf(context, programme);
  return { metric, state, rows: await withHealth(context, programme, rows) };
}

type Standing = Omit<ShownTeam, 'tokensPerOutcome'>;

function teamsOf(context: ProgrammeContext, programme: Programme): Promise<readonly Standing[]> {
  switch (programme.model) {
    case 'raw_token_leaderboard':
      return rawTeams(context, programme);
    case 'budget_envelopes':
      return envelopeTeams(context, programme);
    case 'efficiency_score':
    case 'outcome_recognition':
    case 'tiered_rewards':
    case 'policy_gated_access':
    case 'compliance_weighted':
    case 'team_based':
    case 'composite_index':
      return bandedTeams(context, programme, programme.model);
  }
}

async function rawTeams(context: ProgrammeContext, programme: Programme): Promise<readonly Standing[]> {
  const leftOut = new Set<string>();
  for await (const { row } of everyRow(context.store, 'board_burst', { programmeId: programme.id }))
    if (row.state !== 'let_stand') leftOut.add(burstKey(row));
  const { tokenCapPercent } = programme.settings;
  return boardOf(await usesOf(context, programme), { leftOut, tokenCapPercent }).map((row) =>
    row.kind === 'team'
      ? { teamId: row.teamId, people: row.people, band: null, tokensPerPerson: row.tokensPerPerson, words: null }
      : { teamId: row.teamId, people: null, band: null, tokensPerPerson: null, words: row.words },
  );
}

/** What people of a raw board used from its start to its end, or now. */
export function usesOf(
  context: ProgrammeContext,
  { teamIds, startedAtMs, endsAtMs, endedAtMs }: Programme,
): Promise<readonly DayUse[]> {
  const nowMs = context.clock.nowMs();
  const toMs = Math.min(endedAtMs ?? nowMs, endsAtMs ?? nowMs, nowMs);
  return context.programmes.dayUses({ teamIds, fromMs: startedAtMs ?? nowMs, toMs });
}

/** Where each team's own envelopes stand, in words: a team's spend is its own to see, and tells of no person from five people on. */
async function envelopeTeams(context: ProgrammeContext, programme: Programme): Promise<readonly Standing[]> {
  const { teams } = await readFacts(context, programme);
  const ofTeams = (await activeEnvelopes(context.store)).filter(
    ({ row: { scope } }) => scope.teamId !== undefined && Object.keys(scope).length === 1,
  );
  const seen = await seeEnvelopes(context.store, ofTeams, context.clock.nowMs());
  return teams.map(({ teamId, people }) => {
    const isShown = people >= PEOPLE_MIN;
    const own = seen.filter(({ stored }) => stored.row.scope.teamId === teamId);
    const words = own.map(({ stored, sentence, resets }) => `${stored.row.name}: ${sentence} Until ${resets}.`);
    return {
      ...{ teamId, people: isShown ? people : null, band: null, tokensPerPerson: null },
      words: isShown
        ? words.join(' ') || 'It has no envelope of its own.'
        : 'Fewer than five people: spend would tell of single people.',
    };
  });
}

const PEOPLE_MIN = 5;

/** The same bands, evidence and odds as of scores, over what the model makes of them. */
async function bandedTeams(
  context: ProgrammeContext,
  { teamIds, settings }: Programme,
  model: ScoreReadingModel,
): Promise<readonly Standing[]> {
  const formula = await readFormula(context);
  const members: TeamMember[] = [];
  let afterPersonId: string | null = null;
  do {
    const page = await context.scores.results(periodIdAt(context.clock.nowMs()), { limit: PAGE, afterPersonId });
    for (const { score, person } of page)
      if (score.kind === 'scored' && (teamIds.length === 0 || teamIds.includes(person.teamId)))
        members.push({
          teamId: person.teamId,
          millipoints: Math.round(1_000 * readScore(model, score, { settings, formula })),
          outcomes: score.outcomes,
        });
    afterPersonId = page.length < PAGE ? null : (page.at(-1)?.person.personId ?? null);
  } while (afterPersonId !== null);
  return bandTeams(members, new Map()).map((standing) =>
    standing.kind === 'band'
      ? { teamId: standing.teamId, people: standing.people, band: standing.band, tokensPerPerson: null, words: null }
      : { teamId: standing.teamId, people: null, band: null, tokensPerPerson: null, words: standing.words },
  );
}

/** Only of teams that are shown: of others it would tell of single people. */
async function withHealth(
  context: ProgrammeContext,
  { endedAtMs }: Programme,
  rows: readonly Standing[],
): Promise<readonly ShownTeam[]> {
  const toMs = endedAtMs ?? context.clock.nowMs();
  const health = await context.programmes.tokensPerOutcome({ fromMs: toMs - HEALTH_DAYS * DAY_MS, toMs });
  const known = new Map(
    health.map(({ teamId, tokens, outcomes }) => [teamId, outcomes === 0 ? null : Math.round(tokens / outcomes)]),
  );
  return rows.map((row) => ({
    ...row,
    tokensPerOutcome: row.people === null ? null : (known.get(row.teamId) ?? null),
  }));
}

/** A programme as it concerns one person, with what its model makes of their own score: for them alone. */
export type MyProgramme = {
  readonly programme: Programme;
  readonly state: Programme['state'];
  /** 0 to 100; null: nothing is scored yet, or the model shows no one person anything. */
  readonly mine: number | null;
  readonly words: string;
};

export async function readMyProgrammes(
  context: ProgrammeContext,
  { actor }: Commander,
): Promise<readonly MyProgramme[] | ControlRefusal> {
  const personId = await personBehind(context.store, actor);
  const person = personId === undefined ? undefined : await context.store.get('person', personId);
  if (person === undefined)
    return refuseCommand('not_found', 'Only a person is in a programme, and this key is nobody’s.');
  const nowMs = context.clock.nowMs();
  const formula = await readFormula(context);
  const [newest] = await context.scores.resultsOf(person.row.id, 1);
  const mine: MyProgramme[] = [];
  for await (const { row } of everyRow(context.store, 'programme', { state: 'running' })) {
    if (row.teamIds.length > 0 && !row.teamIds.includes(person.row.teamId)) continue;
    const score = newest?.score.kind === 'scored' ? newest.score : null;
    const reads = readsScore(row.model);
    const shown = reads && score !== null ? readScore(row.model, score, { settings: row.settings, formula }) : null;
    const state = programmeStateNow(row, nowMs);
    mine.push({
      programme: row,
      state,
      mine: shown === null ? null : Math.round(shown * 10) / 10,
      words: wordsOf(row.model, shown),
    });
  }
  return mine;
}

function readsScore(model: IncentiveModelId): model is ScoreReadingModel {
  return model !== 'raw_token_leaderboard' && model !== 'budget_envelopes';
}

function wordsOf(model: IncentiveModelId, shown: number | null): string {
  if (model === 'raw_token_leaderboard')
    return 'Tokens of teams are shown, for a few weeks. Nothing follows from them: no score, no allowance, no review.';
  if (model === 'budget_envelopes') return 'See “tokenward me budgets”.';
  return shown === null
    ? 'Nothing of yours is scored yet.'
    : 'Your own, seen by you alone. “tokenward scores explain” says what it is made of.';
}
