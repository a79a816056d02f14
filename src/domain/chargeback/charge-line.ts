import { METERS, type MeterPrices } from './meter.ts';
import { rateGroup } from './rate-group.ts';
import type { RatedRow } from './rated-row.ts';
import type { ChargeDimensions, GroupPrices, UsageGroup } from './usage-group.ts';

/** What a month is charged with, as it is frozen: a group of calls with the prices that applied, or an amount. */
export type ChargeLine =
  | { readonly kind: 'calls'; readonly group: UsageGroup; readonly prices: GroupPrices | null }
  | { readonly kind: 'amount'; readonly row: RatedRow };

/** The rows of a line: the same line gives the same rows for ever. */
export function rowsOfLine(line: ChargeLine): readonly RatedRow[] {
  return line.kind === 'calls' ? rateGroup(line.group, line.prices) : [line.row];
}

/**
 * The text of a line that the digest of a close is made of. The digest of a month is that of its last line; the digest of a line
 * is SHA-256 over the one before it (nothing, for the first), a line feed, and this text.
 */
export function textOfLine(line: ChargeLine): string {
  return JSON.stringify(line.kind === 'calls' ? callsText(line.group, line.prices) : amountText(line.row));
}

export function chainLine(previous: string, line: ChargeLine, sha256: (text: string) => string): string {
  return sha256(`${previous}\n${textOfLine(line)}`);
}

function callsText(group: UsageGroup, prices: GroupPrices | null): readonly unknown[] {
  return [
    'calls',
    group.day,
    group.adjusts,
    ...dimensionTexts(group),
    ...[group.usageBasis, group.isPriced, group.priceId, group.serviceTier, group.inputTokensMin],
    String(group.calls),
    ...METERS.map(({ bucket }) => String(group.tokens[bucket])),
    String(group.cost),
    ...(prices === null
      ? [null]
      : [prices.sku.priceKey, prices.sku.conditions, priceTexts(prices.list), priceTexts(prices.contracted)]),
  ];
}

function amountText(row: RatedRow): readonly unknown[] {
  const { about } = row;
  return [
    row.kind,
    row.day,
    row.adjusts,
    ...dimensionTexts(row),
    String(row.cost ?? ''),
    ...[about?.id ?? null, about?.words ?? null, about?.method ?? null],
  ];
}

function dimensionTexts(of: ChargeDimensions): readonly (string | null)[] {
  const { teamId, projectId, useCaseId, costCentre, lane, modelId, upstreamId, personId } = of;
  return [teamId, projectId, useCaseId, costCentre, lane, modelId, upstreamId, personId];
}

function priceTexts(prices: MeterPrices): readonly (string | null)[] {
  return METERS.map(({ meter }) => prices[meter]?.toString() ?? null);
}
