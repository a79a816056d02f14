import type { CsvRecord } from '../../../src/domain/chargeback/csv-records.ts';

/**
 * What the FOCUS specification asks of a Cost and Usage dataset, as far as an export of ours can break it: written from the
 * requirements of its repository (specification/requirements_model and specification/datasets/cost_and_usage, read in
 * November 2026), not from our code.
 */
export type FocusFault = { readonly line: number; readonly rule: string };

type Cells = ReadonlyMap<string, string>;
type Rule = { readonly rule: string; readonly holds: (cell: (name: string) => string | null) => boolean };

const MANDATORY = [
  ...[
    'BilledCost',
    'BillingAccountId',
    'BillingAccountName',
    'BillingCurrency',
    'BillingPeriodEnd',
    'BillingPeriodStart',
  ],
  ...['ChargeCategory', 'ChargeClass', 'ChargeDescription', 'ChargePeriodEnd', 'ChargePeriodStart', 'ContractedCost'],
  ...[
    'EffectiveCost',
    'InvoiceIssuerName',
    'ListCost',
    'PricingQuantity',
    'PricingUnit',
    'ProviderName',
    'PublisherName',
  ],
  ...['ServiceCategory', 'ServiceName'],
  // Conditional, and the condition holds: usage is measured, prices are published and negotiated, teams are sub accounts, tags are set.
  ...[
    'ConsumedQuantity',
    'ConsumedUnit',
    'ContractedUnitPrice',
    'ListUnitPrice',
    'SkuId',
    'SkuMeter',
    'SkuPriceDetails',
  ],
  ...['SkuPriceId', 'SubAccountId', 'SubAccountName', 'Tags'],
];
/** Data Generator-Calculated Split Cost Allocation is supported, so that its columns are due. */
const OF_1_3 = [
  ...['AllocatedMethodId', 'AllocatedResourceId', 'AllocatedResourceName', 'AllocatedTags'],
  ...['HostProviderName', 'ServiceProviderName'],
];
const RECOMMENDED = ['ChargeFrequency', 'InvoiceId', 'PricingCategory', 'ServiceSubcategory'];
const NEVER_NULL = [
  ...['BilledCost', 'BillingAccountId', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart', 'ChargeCategory'],
  ...['ChargePeriodEnd', 'ChargePeriodStart', 'ContractedCost', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost'],
  ...['ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
];
const DECIMALS = [
  ...['BilledCost', 'ContractedCost', 'EffectiveCost', 'ListCost', 'ListUnitPrice', 'ContractedUnitPrice'],
  ...['PricingQuantity', 'ConsumedQuantity'],
];
const MOMENTS = ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd'];
const OBJECTS = ['Tags', 'SkuPriceDetails', 'AllocatedTags'];
// biome-ignore format: a table is read down
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory:     ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  ChargeClass:        ['Correction'],
  ChargeFrequency:    ['One-Time', 'Recurring', 'Usage-Based'],
  PricingCategory:    ['Standard', 'Dynamic', 'Committed', 'Other'],
  ServiceCategory:    ['AI and Machine Learning'],
  ServiceSubcategory: ['Generative AI'],
};
const OF_USAGE = [
  ...['SkuId', 'SkuPriceId', 'PricingQuantity', 'PricingUnit', 'PricingCategory', 'ListUnitPrice'],
  ...['ConsumedQuantity', 'ConsumedUnit'],
];

const RULES: readonly Rule[] = [
  ...NEVER_NULL.map(
    (name) => ({ rule: `${name} MUST NOT be null`, holds: (cell) => cell(name) !== null }) satisfies Rule,
  ),
  ...DECIMALS.map(
    (name) =>
      ({
        rule: `${name} MUST conform to NumericFormat`,
        holds: (cell) => /^-?\d+(\.\d+)?$/.test(cell(name) ?? '0'),
      }) satisfies Rule,
  ),
  ...MOMENTS.map(
    (name) =>
      ({
        rule: `${name} MUST be UTC as ISO 8601`,
        holds: (cell) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(cell(name) ?? ''),
      }) satisfies Rule,
  ),
  ...OBJECTS.map(
    (name) =>
      ({
        rule: `${name} MUST be a JSON object without nesting`,
        holds: (cell) => isKeyValue(cell(name)),
      }) satisfies Rule,
  ),
  ...Object.entries(ALLOWED).map(
    ([name, values]) =>
      ({
        rule: `${name} MUST be one of the allowed values`,
        holds: (cell) => cell(name) === null || values.includes(cell(name) ?? ''),
      }) satisfies Rule,
  ),
  ...OF_USAGE.map(
    (name) =>
      ({
        rule: `${name} MUST NOT be null of usage`,
        holds: (cell) =>
          cell('ChargeCategory') !== 'Usage' || cell('ChargeClass') === 'Correction' || cell(name) !== null,
      }) satisfies Rule,
  ),
  ...['ListUnitPrice', 'PricingQuantity', 'PricingUnit', 'PricingCategory', 'ConsumedQuantity', 'SkuPriceDetails'].map(
    (name) =>
      ({
        rule: `${name} MUST be null when SkuPriceId is null`,
        holds: (cell) => cell('SkuPriceId') !== null || cell(name) === null,
      }) satisfies Rule,
  ),
  {
    rule: 'ConsumedQuantity MUST be null when ChargeCategory is not Usage',
    holds: (cell) => cell('ChargeCategory') === 'Usage' || cell('ConsumedQuantity') === null,
  },
  {
    rule: 'ListCost MUST equal the product of ListUnitPrice and PricingQuantity',
    holds: (cell) => isProduct(cell, 'ListCost', 'ListUnitPrice'),
  },
  {
    rule: 'ContractedCost MUST equal the product of ContractedUnitPrice and PricingQuantity',
    holds: (cell) => isProduct(cell, 'ContractedCost', 'ContractedUnitPrice'),
  },
  {
    rule: 'ListCost MUST match BilledCost when ListUnitPrice is null',
    holds: (cell) => cell('ListUnitPrice') !== null || cell('ListCost') === cell('BilledCost'),
  },
  {
    rule: 'EffectiveCost MUST match BilledCost where nothing covers anything',
    holds: (cell) => cell('EffectiveCost') === cell('BilledCost'),
  },
  {
    rule: 'BillingCurrency MUST be an ISO 4217 code',
    holds: (cell) => /^[A-Z]{3}$/.test(cell('BillingCurrency') ?? ''),
  },
  {
    rule: 'a charge period MUST begin before it ends',
    holds: (cell) => (cell('ChargePeriodStart') ?? '') < (cell('ChargePeriodEnd') ?? ''),
  },
  {
    rule: 'a charge of an open billing period lies in it',
    holds: (cell) =>
      cell('ChargeClass') === 'Correction' ||
      ((cell('BillingPeriodStart') ?? '') <= (cell('ChargePeriodStart') ?? '') &&
        (cell('ChargePeriodEnd') ?? '') <= (cell('BillingPeriodEnd') ?? '')),
  },
  {
    rule: 'PricingUnit SHOULD be <unit-quantity> <plural-units>',
    holds: (cell) => cell('PricingUnit') === null || /^\d+ [A-Z][a-z]+s$/.test(cell('PricingUnit') ?? ''),
  },
  {
    rule: 'AllocatedResourceId stands where AllocatedMethodId does',
    holds: (cell) => cell('AllocatedMethodId') !== null || cell('AllocatedResourceId') === null,
  },
];

/** Every fault of a dataset, told of its line; of the head, of line 1. */
export function findFocusFaults(
  records: readonly CsvRecord[],
  names: readonly string[],
  version: '1.2' | '1.3',
): readonly FocusFault[] {
  const faults: FocusFault[] = headFaults(names, version).map((rule) => ({ line: 1, rule }));
  const skuOfPrice = new Map<string, string>();
  for (const { line, fields } of records) {
    const cell = cellsOf(fields);
    for (const { rule, holds } of RULES) if (!holds(cell)) faults.push({ line, rule });
    const price = cell('SkuPriceId');
    if (price === null) continue;
    const sku = cell('SkuId') ?? '';
    if ((skuOfPrice.get(price) ?? sku) !== sku)
      faults.push({ line, rule: 'SkuPriceId MUST have one and only one parent SkuId' });
    skuOfPrice.set(price, sku);
  }
  return faults;
}

function headFaults(names: readonly string[], version: '1.2' | '1.3'): readonly string[] {
  const due = version === '1.3' ? [...MANDATORY, ...OF_1_3] : MANDATORY;
  const known = new Set([...MANDATORY, ...RECOMMENDED, ...(version === '1.3' ? OF_1_3 : [])]);
  const ours = names.filter((name) => name.startsWith('x_'));
  const theirs = names.filter((name) => !name.startsWith('x_'));
  const isSorted = (list: readonly string[]): boolean =>
    list.every((name, at) => at === 0 || (list[at - 1] ?? '') < name);
  return [
    ...due.filter((name) => !names.includes(name)).map((name) => `${name} MUST be present`),
    ...theirs.filter((name) => !known.has(name)).map((name) => `${name} is no column of FOCUS ${version}`),
    ...(names.join() === [...theirs, ...ours].join() ? [] : ['FOCUS columns SHOULD stand before custom ones']),
    ...(isSorted(theirs) && isSorted(ours) ? [] : ['columns SHOULD be sorted']),
  ];
}

/** Nothing between two commas is null. */
function cellsOf(fields: Cells): (name: string) => string | null {
  const byName = new Map([...fields].map(([name, text]) => [name, text === '' ? null : text]));
  return (name) => byName.get(name.toLowerCase()) ?? null;
}

function isProduct(cell: (name: string) => string | null, cost: string, price: string): boolean {
  const [unit, quantity] = [cell(price), cell('PricingQuantity')];
  if (unit === null || quantity === null) return true;
  return decimal(unit) * decimal(quantity) === decimal(cell(cost) ?? 'x') * 10n ** 15n;
}

/** As a whole number of 10^-15; a number with more places is no number here. */
export function decimal(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,15}))?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no decimal of 15 places`);
  const [, sign = '', whole = '', part = ''] = match;
  return BigInt(`${sign}${whole}${part.padEnd(15, '0')}`);
}

function isKeyValue(text: string | null): boolean {
  if (text === null) return true;
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => typeof one !== 'object' || one === null);
}
