import { drawHouse, type House, playOut } from './house.ts';
import { EFFORTS, type Gain, gainOf, holdBack, type Model, meanOf } from './measure-gain.ts';
import { choosePair, type Mixture, playMixture, searchMixtures } from './search-mixtures.ts';
import { seededRandom } from './seeded-random.ts';
import { type ModelSettings, type SimulatedModelId, simulatedModel } from './simulated-models.ts';
import { HONEST_EXTRA, STRATEGIES } from './strategies.ts';

/** Attacks that are looked for on other people than those they are tried on. */
const SEARCHED_STRATEGIES = ['mixture_of_two', 'adaptive_search'] as const;
type SearchedStrategy = (typeof SEARCHED_STRATEGIES)[number];

/** Every attack by its name, in the order of the table. */
export const ATTACKS: readonly string[] = [...Object.keys(STRATEGIES), 'sandbagging', ...SEARCHED_STRATEGIES];
/** More of the same, honestly: the yardstick, and no attack. */
export const HONEST_EXTRA_NAME = 'honest_extra';

/** What is played: one mixture for each effort, or something that is no mixture. */
export type Plan =
  | { readonly kind: 'mixtures'; readonly strategy: string; readonly mixtures: readonly Mixture[] }
  | { readonly kind: 'honest_extra' | 'sandbagging'; readonly strategy: string };

/** What one worker does at a time. */
export type SimulationJob =
  | {
      readonly kind: 'search';
      readonly strategy: SearchedStrategy;
      readonly effort: number;
      readonly tries: number;
      readonly model: SimulatedModelId;
      readonly settings: ModelSettings;
    }
  | {
      readonly kind: 'play';
      readonly seeds: { readonly from: number; readonly many: number };
      readonly plans: readonly Plan[];
      readonly model: SimulatedModelId;
      readonly settings: ModelSettings;
    };

export type SimulationPart =
  | { readonly kind: 'searched'; readonly mixture: Mixture }
  | {
      readonly kind: 'played';
      readonly from: number;
      /** What each seed shows of an honest month, and of the next one. */
      readonly honest: readonly number[];
      readonly next: readonly number[];
      /** By plan, then effort: what each seed shows above that. */
      readonly differences: readonly (readonly (readonly number[])[])[];
    };

export type Attack = { readonly strategy: string; readonly efforts: readonly Gain[] };
export type Simulation = { readonly model: string; readonly seeds: number; readonly attacks: readonly Attack[] };

/** People are drawn from here on; those of second months and of searches stand apart. */
export const FIRST_SEED = 20_261_122;
const NEXT_MONTH = 1_000_000;
const SEARCHED_SEED = FIRST_SEED + 5_000_000;
const SEARCHED_HOUSES = 20;

/** The plan of a strategy that needs no search. */
export function planOf(strategy: string): Plan {
  if (strategy === HONEST_EXTRA_NAME || strategy === 'sandbagging') return { kind: strategy, strategy };
  return { kind: 'mixtures', strategy, mixtures: EFFORTS.map((effort) => [{ name: strategy, effort }]) };
}

export function isSearched(strategy: string): strategy is SearchedStrategy {
  return SEARCHED_STRATEGIES.some((searched) => searched === strategy);
}

export function runSimulationJob(job: SimulationJob): SimulationPart {
  const model = simulatedModel(job.model, job.settings);
  switch (job.kind) {
    case 'search':
      return { kind: 'searched', mixture: search(job, model) };
    case 'play':
      return play(job, model);
  }
}

function search(
  { strategy, effort, tries, settings }: SimulationJob & { readonly kind: 'search' },
  model: Model,
): Mixture {
  const houses = drawHouses({ from: SEARCHED_SEED, many: SEARCHED_HOUSES }, settings);
  switch (strategy) {
    case 'mixture_of_two':
      return choosePair(houses, { model, effort }).mixture;
    case 'adaptive_search':
      return searchMixtures(houses, { tries, model, effort }, seededRandom(Math.round(effort * 100))).mixture;
  }
}

function play({ seeds, plans, settings }: SimulationJob & { readonly kind: 'play' }, model: Model): SimulationPart {
  const houses = drawHouses(seeds, settings);
  const later = plans.some(({ kind }) => kind === 'sandbagging')
    ? drawHouses({ from: seeds.from + NEXT_MONTH, many: seeds.many }, settings)
    : [];
  const honest = houses.map((house) => model(house, house.months));
  const next = later.map((house) => model(house, house.months));
  const differences = plans.map((plan) =>
    EFFORTS.map((effort, place) => {
      const shown = houses.map((house, at) => showPlan(plan, { house, later: later[at], place, effort, model }));
      return shown.map((amount, at) => {
        const over = plan.kind === 'sandbagging' ? (next[at] ?? 0) : 0;
        return amount - (honest[at] ?? 0) - over;
      });
    }),
  );
  return { kind: 'played', from: seeds.from, honest, next, differences };
}

function showPlan(
  plan: Plan,
  given: {
    readonly house: House;
    readonly later: House | undefined;
    readonly place: number;
    readonly effort: number;
    readonly model: Model;
  },
): number {
  const { house, later, place, effort, model } = given;
  switch (plan.kind) {
    case 'mixtures':
      return model(house, playOut(house, playMixture(plan.mixtures[place] ?? []), effort));
    case 'honest_extra':
      return model(house, playOut(house, HONEST_EXTRA, effort));
    case 'sandbagging':
      return sandbag(house, later ?? house, { model, effort });
  }
}

function sandbag(
  first: House,
  second: House,
  { model, effort }: { readonly model: Model; readonly effort: number },
): number {
  const [lean, full] = holdBack(first, second, effort);
  return model(first, lean) + model(second, full);
}

function drawHouses(
  { from, many }: { readonly from: number; readonly many: number },
  { formula }: ModelSettings,
): readonly House[] {
  return Array.from({ length: many }, (_, at) => drawHouse(from + at, formula, seededRandom));
}

/** Puts together what workers played, in any order: the same seeds give the same figures. */
export function gatherAttacks(plans: readonly Plan[], parts: readonly SimulationPart[]): readonly Attack[] {
  const played = parts
    .flatMap((part) => (part.kind === 'played' ? [part] : []))
    .toSorted((one, other) => one.from - other.from);
  const honest = meanOf(played.flatMap((part) => part.honest));
  const both = honest + meanOf(played.flatMap((part) => part.next));
  return plans.map((plan, at) => ({
    strategy: plan.strategy,
    efforts: EFFORTS.map((effort, place) =>
      gainOf(
        played.flatMap(({ differences }) => differences[at]?.[place] ?? []),
        { effort, base: plan.kind === 'sandbagging' ? both : honest },
      ),
    ),
  }));
}
