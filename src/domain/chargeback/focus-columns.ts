/** The versions of FOCUS that an export can have. docs/chargeback.md says where each fact of this file is from. */
export const FOCUS_VERSIONS = ['1.3', '1.2'] as const;
export type FocusVersion = (typeof FOCUS_VERSIONS)[number];

/** Decimals are whole numbers of 10^-15, so that nothing is rounded; moments are milliseconds; JSON is text. */
export type TableColumn = {
  readonly name: string;
  readonly type: 'text' | 'decimal' | 'moment' | 'json';
  readonly nullable: boolean;
  /** Text that people wrote: a spreadsheet must not take it for a formula. */
  readonly fromPeople?: boolean;
};

export type TableCell = string | bigint | number | null;

export const DECIMAL_PLACES = 15;

type FocusColumn = TableColumn & { readonly since?: FocusVersion };

/** FOCUS's own columns by name, then ours by name. Those of FOCUS 1.3 are left out of 1.2. */
// biome-ignore format: a table is read down
const COLUMNS: readonly FocusColumn[] = [
  { name: 'AllocatedMethodId',      type: 'text',    nullable: true, since: '1.3' },
  { name: 'AllocatedResourceId',    type: 'text',    nullable: true, since: '1.3' },
  { name: 'AllocatedResourceName',  type: 'text',    nullable: true, since: '1.3', fromPeople: true },
  { name: 'AllocatedTags',          type: 'json',    nullable: true, since: '1.3' },
  { name: 'BilledCost',             type: 'decimal', nullable: false },
  { name: 'BillingAccountId',       type: 'text',    nullable: false, fromPeople: true },
  { name: 'BillingAccountName',     type: 'text',    nullable: true, fromPeople: true },
  { name: 'BillingCurrency',        type: 'text',    nullable: false },
  { name: 'BillingPeriodEnd',       type: 'moment',  nullable: false },
  { name: 'BillingPeriodStart',     type: 'moment',  nullable: false },
  { name: 'ChargeCategory',         type: 'text',    nullable: false },
  { name: 'ChargeClass',            type: 'text',    nullable: true },
  { name: 'ChargeDescription',      type: 'text',    nullable: true, fromPeople: true },
  { name: 'ChargeFrequency',        type: 'text',    nullable: false },
  { name: 'ChargePeriodEnd',        type: 'moment',  nullable: false },
  { name: 'ChargePeriodStart',      type: 'moment',  nullable: false },
  { name: 'ConsumedQuantity',       type: 'decimal', nullable: true },
  { name: 'ConsumedUnit',           type: 'text',    nullable: true },
  { name: 'ContractedCost',         type: 'decimal', nullable: false },
  { name: 'ContractedUnitPrice',    type: 'decimal', nullable: true },
  { name: 'EffectiveCost',          type: 'decimal', nullable: false },
  { name: 'HostProviderName',       type: 'text',    nullable: false, since: '1.3', fromPeople: true },
  { name: 'InvoiceId',              type: 'text',    nullable: true },
  { name: 'InvoiceIssuerName',      type: 'text',    nullable: false, fromPeople: true },
  { name: 'ListCost',               type: 'decimal', nullable: false },
  { name: 'ListUnitPrice',          type: 'decimal', nullable: true },
  { name: 'PricingCategory',        type: 'text',    nullable: true },
  { name: 'PricingQuantity',        type: 'decimal', nullable: true },
  { name: 'PricingUnit',            type: 'text',    nullable: true },
  { name: 'ProviderName',           type: 'text',    nullable: false, fromPeople: true },
  { name: 'PublisherName',          type: 'text',    nullable: false, fromPeople: true },
  { name: 'ServiceCategory',        type: 'text',    nullable: false },
  { name: 'ServiceName',            type: 'text',    nullable: false, fromPeople: true },
  { name: 'ServiceProviderName',    type: 'text',    nullable: false, since: '1.3', fromPeople: true },
  { name: 'ServiceSubcategory',     type: 'text',    nullable: false },
  { name: 'SkuId',                  type: 'text',    nullable: true, fromPeople: true },
  { name: 'SkuMeter',               type: 'text',    nullable: true },
  { name: 'SkuPriceDetails',        type: 'json',    nullable: true },
  { name: 'SkuPriceId',             type: 'text',    nullable: true, fromPeople: true },
  { name: 'SubAccountId',           type: 'text',    nullable: true, fromPeople: true },
  { name: 'SubAccountName',         type: 'text',    nullable: true, fromPeople: true },
  { name: 'Tags',                   type: 'json',    nullable: true },
  { name: 'x_AdjustedPeriod',       type: 'text',    nullable: true },
  { name: 'x_CallCount',            type: 'decimal', nullable: false },
  { name: 'x_ChargeKind',           type: 'text',    nullable: false },
  { name: 'x_CostCentre',           type: 'text',    nullable: true, fromPeople: true },
  { name: 'x_Lane',                 type: 'text',    nullable: true },
  { name: 'x_ModelId',              type: 'text',    nullable: true, fromPeople: true },
  { name: 'x_ProjectId',            type: 'text',    nullable: true },
  { name: 'x_UpstreamId',           type: 'text',    nullable: true },
  { name: 'x_UsageBasis',           type: 'text',    nullable: true },
  { name: 'x_UseCaseId',            type: 'text',    nullable: true },
];

export function focusColumns(version: FocusVersion): readonly TableColumn[] {
  const shown = COLUMNS.filter(({ since }) => since === undefined || since === version);
  return shown.map(({ since: _since, ...column }) => column);
}
