/** More than any call can hold; a greater number is a mistake and is not billed. */
const COUNT_MAX = 1_000_000_000;

/** A vendor's token count; missing and null are 0, nonsense is NaN and spoils every sum that it enters. */
export function vendorCount(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > COUNT_MAX) return Number.NaN;
  return value;
}

/** The same for a count that must be there. */
export function requiredCount(value: unknown): number {
  return value === undefined || value === null ? Number.NaN : vendorCount(value);
}
