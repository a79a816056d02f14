import { FEMTODOLLARS_PER_NANODOLLAR } from '../money/femtodollars.ts';
import type { ChargeCalendar } from './charge-month.ts';
import type { TableCell } from './focus-columns.ts';
import { METERS } from './meter.ts';
import type { RatedRow } from './rated-row.ts';

/** Names that stand on the rows beside ids. */
export type FocusNames = {
  readonly teamName: (teamId: string) => string | null;
  /** Who provides the service that an upstream is, as its bills name it. */
  readonly providerOf: (upstreamId: string) => string;
  /** Who makes a model. */
  readonly vendorOf: (modelId: string) => string;
};

export type FocusSetting = {
  /** The installation: the account that is charged, and who charges. */
  readonly billingAccount: string;
  /** From when to when the month is. */
  readonly span: { readonly fromMs: number; readonly toMs: number };
  readonly calendar: ChargeCalendar;
  readonly names: FocusNames;
};

const UNIT = 10n ** 15n;
const TOKENS_PER_PRICING_UNIT = 1_000_000n;
const WORDS = new Map(METERS.map(({ meter, words }) => [meter, words]));

/** Whether FOCUS can say a row: what has no cost may not stand as 0, and a rounding of nothing says nothing. */
export function hasFocusRow(row: RatedRow): boolean {
  return row.cost !== null && (row.kind !== 'rounding' || row.cost !== 0n) && (row.kind !== 'whole' || row.cost !== 0n);
}

/** A rated row in FOCUS's columns, by name. Rows of one meter are usage; what has no unit price is an adjustment. */
export function toFocusRow(row: RatedRow, setting: FocusSetting): Readonly<Record<string, TableCell>> {
  return {
    ...whenCells(row, setting),
    ...whoCells(row, setting),
    ...skuCells(row),
    ...costCells(row),
    ...ownCells(row),
  };
}

type Cells = Readonly<Record<string, TableCell>>;

function whenCells(row: RatedRow, { span, calendar }: FocusSetting): Cells {
  const charged = calendar.dayBounds(row.day);
  return {
    BillingPeriodStart: span.fromMs,
    BillingPeriodEnd: span.toMs,
    ChargePeriodStart: charged.startMs,
    ChargePeriodEnd: charged.endMs,
    ChargeCategory: row.kind === 'meter' ? 'Usage' : 'Adjustment',
    ChargeClass: row.adjusts === null ? null : 'Correction',
    ChargeDescription: describe(row),
    ChargeFrequency: row.kind === 'shared' ? 'Recurring' : row.kind === 'adjustment' ? 'One-Time' : 'Usage-Based',
  };
}

function whoCells(row: RatedRow, { billingAccount, names }: FocusSetting): Cells {
  const provider = row.upstreamId === null ? billingAccount : names.providerOf(row.upstreamId);
  const isShared = row.kind === 'shared';
  const teamName = row.teamId === null ? null : names.teamName(row.teamId);
  return {
    BillingAccountId: billingAccount,
    BillingAccountName: billingAccount,
    BillingCurrency: 'USD',
    InvoiceId: null,
    InvoiceIssuerName: billingAccount,
    ProviderName: provider,
    PublisherName: row.modelId === null ? provider : names.vendorOf(row.modelId),
    ServiceProviderName: provider,
    HostProviderName: provider,
    ServiceCategory: 'AI and Machine Learning',
    ServiceSubcategory: 'Generative AI',
    ServiceName: row.modelId ?? 'Language models',
    // A part of a shared cost is of the one account; who bears it stands in the columns of allocation.
    SubAccountId: isShared ? null : row.teamId,
    SubAccountName: isShared ? null : teamName,
    AllocatedMethodId: isShared ? (row.about?.method ?? null) : null,
    AllocatedResourceId: isShared ? row.teamId : null,
    AllocatedResourceName: isShared ? teamName : null,
    AllocatedTags: isShared ? tagsOf(row) : null,
    Tags: isShared ? null : tagsOf(row),
  };
}

function skuCells(row: RatedRow): Cells {
  const { sku, meter } = row;
  if (row.kind !== 'meter' || sku === null || meter === null) return NO_SKU;
  const skuId = `${sku.priceKey}/${meter}`;
  return {
    SkuId: skuId,
    SkuMeter: WORDS.get(meter) ?? meter,
    SkuPriceId: skuId + sku.conditions,
    SkuPriceDetails: JSON.stringify({
      x_TokenMeter: meter,
      ...(sku.conditions === '' ? {} : { x_Conditions: sku.conditions.slice(1) }),
    }),
    PricingCategory: 'Standard',
    // Exact: a millionth of a pricing unit is a token.
    PricingQuantity: (row.tokens * UNIT) / TOKENS_PER_PRICING_UNIT,
    PricingUnit: `${TOKENS_PER_PRICING_UNIT} Tokens`,
    ConsumedQuantity: row.tokens * UNIT,
    ConsumedUnit: 'Tokens',
    ListUnitPrice: priceCell(row.listUnitPrice),
    ContractedUnitPrice: priceCell(row.contractedUnitPrice),
  };
}

const NO_SKU: Cells = {
  SkuId: null,
  SkuMeter: null,
  SkuPriceId: null,
  SkuPriceDetails: null,
  PricingCategory: null,
  PricingQuantity: null,
  PricingUnit: null,
  ConsumedQuantity: null,
  ConsumedUnit: null,
  ListUnitPrice: null,
  ContractedUnitPrice: null,
};

function priceCell(nanodollars: bigint | null): bigint | null {
  return nanodollars === null ? null : nanodollars * FEMTODOLLARS_PER_NANODOLLAR;
}

function costCells({ listCost, cost }: RatedRow): Cells {
  return { ListCost: listCost, ContractedCost: cost, EffectiveCost: cost, BilledCost: cost };
}

function ownCells(row: RatedRow): Cells {
  return {
    x_AdjustedPeriod: row.adjusts,
    x_CallCount: row.calls * UNIT,
    x_ChargeKind: row.kind,
    x_CostCentre: row.costCentre,
    x_Lane: row.lane,
    x_ModelId: row.modelId,
    x_ProjectId: row.projectId,
    x_UpstreamId: row.upstreamId,
    x_UsageBasis: row.usageBasis,
    x_UseCaseId: row.useCaseId,
  };
}

function tagsOf({ teamId, projectId, useCaseId, costCentre, lane }: RatedRow): string | null {
  const tags = { team: teamId, project: projectId, use_case: useCaseId, cost_centre: costCentre, lane };
  const known = Object.entries(tags).filter(([, value]) => value !== null);
  return known.length === 0
    ? null
    : JSON.stringify(Object.fromEntries(known.map(([key, value]) => [`tokenward/${key}`, value])));
}

function describe(row: RatedRow): string {
  switch (row.kind) {
    case 'meter':
      return `${row.modelId ?? 'A model'}: ${WORDS.get(row.meter ?? 'input') ?? ''}`;
    case 'rounding':
      return `${row.modelId ?? 'A model'}: calls rounded up to the nanodollar`;
    case 'whole':
      return `${row.modelId ?? 'A model'}: tokens of several meters, whose prices are no longer on file`;
    case 'unpriced':
      return `${row.modelId ?? 'A model'}: not priced`;
    case 'adjustment':
      return `Adjustment: ${row.about?.words ?? ''}`;
    case 'shared':
      return `Shared cost: ${row.about?.words ?? ''}`;
  }
}
