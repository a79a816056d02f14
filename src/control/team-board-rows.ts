import { formatMicrodollars } from '../domain/money/microdollars.ts';
import type { ProtectionStore } from '../ports/protection-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal } from './control-refusal.ts';
import type { OutcomeContext } from './outcome-context.ts';
import { readOutcomeCosts } from './outcome-costs.ts';
import { hiddenTeams } from './private-scorecards.ts';
import { askedPeriod, type ScoreContext } from './score-context.ts';
import { readTeamSafety } from './team-safety.ts';
import type { ToldRange } from './told-range.ts';

/** One line of a team's board: a number with its unit, or a word. */
export type BoardRow = {
  readonly part: 'band' | 'cost' | 'protection';
  readonly name: string;
  readonly value: string | null;
  readonly unit: string | null;
  readonly note: string | null;
};

type BoardContext = OutcomeContext & Pick<ScoreContext, 'scores'> & { readonly protection: ProtectionStore };
type Asked = ToldRange & { readonly teamId: string };

/** What a team's lead sees of it, as lines: a band and sums of five people or more, never a person. */
export async function teamBoardRows(
  context: BoardContext,
  commander: Commander,
  asked: Asked,
): Promise<readonly BoardRow[] | ControlRefusal> {
  const { store, protection } = context;
  const safety = await readTeamSafety({ store, protection }, asked);
  if (isControlRefusal(safety)) return safety;
  const costs = await readOutcomeCosts(context, { ...asked.range, teamId: asked.teamId, useCaseId: null });
  return [
    ...(await bandRows(context, commander, asked.teamId)),
    ...costs.useCases.flatMap(({ useCaseId, stack, perOutcome, why }): readonly BoardRow[] => [
      dollarRow(useCaseId, stack.wholeMicrodollars, null),
      dollarRow(`${useCaseId}, for an outcome`, perOutcome?.microdollars ?? null, why),
    ]),
    ...(costs.withheldUseCases === 0
      ? []
      : [dollarRow(`withheld: ${costs.withheldUseCases} use cases`, costs.withheld?.wholeMicrodollars ?? null, FEW)]),
    ...(safety.isTold ? safety.actions.map(protectionRow) : [{ ...protectionRow(UNTOLD), value: null, note: FEW }]),
  ];
}

const FEW = 'fewer than five people';
const UNTOLD = { action: 'all', events: 0, eventsBefore: 0 } as const;

async function bandRows(context: BoardContext, { actor }: Commander, teamId: string): Promise<readonly BoardRow[]> {
  const period = askedPeriod(context, undefined);
  if (isControlRefusal(period) || (await hiddenTeams(context.store, actor)).has(teamId)) return [];
  const found = (await context.scores.standings(period)).find(({ standing }) => standing.teamId === teamId);
  if (found === undefined) return [];
  const { standing } = found;
  const [value, note] = standing.kind === 'band' ? [standing.band, null] : [null, standing.words];
  return [{ part: 'band', name: period, value, unit: null, note }];
}

function dollarRow(name: string, microdollars: number | null, note: string | null): BoardRow {
  const value = microdollars === null ? null : formatMicrodollars(microdollars);
  return { part: 'cost', name, value, unit: 'USD', note };
}

function protectionRow(seen: {
  readonly action: string;
  readonly events: number;
  readonly eventsBefore: number;
}): BoardRow {
  const { action, events, eventsBefore } = seen;
  const note = `${eventsBefore} in the time before`;
  return { part: 'protection', name: action, value: String(events), unit: 'events', note };
}
