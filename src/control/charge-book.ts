import type { BudgetCalendar } from '../domain/budget/period.ts';
import type { Price } from '../domain/catalog/price.ts';
import type { Upstream, UpstreamKind } from '../domain/catalog/upstream.ts';
import { type ChargeCalendar, createChargeCalendar } from '../domain/chargeback/charge-month.ts';
import type { FocusNames } from '../domain/chargeback/focus-row.ts';
import { createGroupPrices } from '../domain/chargeback/price-groups.ts';
import type { GroupPrices, UsageGroup } from '../domain/chargeback/usage-group.ts';
import type { ChargebackStore, ChargeClose, ChargeReading } from '../ports/chargeback-store.ts';
import { readStoredCalendar } from './calendars.ts';
import type { ControlContext } from './control-context.ts';
import { everyRow } from './find-dependants.ts';

export type ChargebackContext = ControlContext & {
  readonly chargeback: ChargebackStore;
  /** The name of this installation: the account that is charged. */
  readonly installation: string;
};

/** What a bill is made of beside the calls: prices, names and the calendar, as the control plane has them. */
export type ChargeFacts = {
  readonly calendar: ChargeCalendar;
  readonly organisation: BudgetCalendar;
  readonly priceOf: (group: UsageGroup) => GroupPrices | null;
  readonly costCentreOf: (teamId: string) => string | null;
  readonly tierOf: (useCaseId: string) => number | null;
  readonly names: FocusNames;
};

/** The facts and one state of the store to read charges from. */
export type ChargeBook = ChargeFacts & { readonly reading: ChargeReading; readonly closes: readonly ChargeClose[] };

// biome-ignore format: a table is read down
const PROVIDERS: { readonly [K in Exclude<UpstreamKind, 'openai-compatible'>]: string } = {
  'openai':       'OpenAI',
  'anthropic':    'Anthropic',
  'azure-openai': 'Microsoft Azure',
};

export async function readChargeFacts(context: ControlContext): Promise<ChargeFacts> {
  const { store } = context;
  const { row } = await readStoredCalendar(store);
  const prices: Price[] = [];
  const upstreams = new Map<string, Upstream>();
  const vendors = new Map<string, string>();
  const teams = new Map<string, { readonly name: string; readonly costCentre: string | null }>();
  for await (const stored of everyRow(store, 'price')) prices.push(stored.row);
  for await (const stored of everyRow(store, 'upstream')) upstreams.set(stored.row.id, stored.row);
  for await (const stored of everyRow(store, 'model')) vendors.set(stored.row.id, stored.row.vendor);
  const tiers = new Map<string, number>();
  for await (const stored of everyRow(store, 'use_case')) tiers.set(stored.row.id, stored.row.tier);
  for await (const stored of everyRow(store, 'team')) teams.set(stored.row.id, stored.row);
  return {
    calendar: createChargeCalendar(row),
    organisation: row,
    priceOf: createGroupPrices({ prices, regionOf: (id) => upstreams.get(id)?.region ?? null }),
    costCentreOf: (teamId) => teams.get(teamId)?.costCentre ?? null,
    tierOf: (useCaseId) => tiers.get(useCaseId) ?? null,
    names: {
      teamName: (teamId) => teams.get(teamId)?.name ?? null,
      providerOf: (id) => providerOf(upstreams.get(id), id),
      vendorOf: (modelId) => vendors.get(modelId) ?? modelId,
    },
  };
}

/** Reads the facts, then opens the store's state; `use` ends it, whatever happens. */
export async function* withChargeBook<Value>(
  context: ChargebackContext,
  use: (book: ChargeBook) => AsyncIterable<Value>,
): AsyncGenerator<Value> {
  const facts = await readChargeFacts(context);
  const reading = await context.chargeback.openReading();
  try {
    yield* use({ ...facts, reading, closes: await reading.closes() });
  } finally {
    await reading.end();
  }
}

function providerOf(upstream: Upstream | undefined, id: string): string {
  if (upstream === undefined) return id;
  return upstream.kind === 'openai-compatible' ? id : PROVIDERS[upstream.kind];
}
