const NANO = 1_000_000_000n;

/** Dollars without loss: `$0.0002835`, at least two places, at most nine, thousands apart. */
export function dollars(nanodollars: string | null): string {
  if (nanodollars === null) return 'unpriced';
  const amount = BigInt(nanodollars);
  const absolute = amount < 0n ? -amount : amount;
  const whole = (absolute / NANO).toString().replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const part = (absolute % NANO)
    .toString()
    .padStart(9, '0')
    .replace(/0{1,7}$/, '');
  return `${amount < 0n ? '-' : ''}$${whole}.${part}`;
}

export function count(value: number): string {
  return value.toString().replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 call is`, `12 calls are`: the beginning of a sentence about calls. */
export function calls(value: number): string {
  return value === 1 ? '1 call is' : `${count(value)} calls are`;
}

/** A moment in the zone of whoever reads; the zone is said once, by `zoneNote`. */
export function moment(value: string | number): string {
  const date = new Date(value);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Temporal knows it at a tenth of the price; Node 24 does not have it yet. */
export function zone(): string {
  return typeof Temporal === 'undefined' ? Intl.DateTimeFormat().resolvedOptions().timeZone : Temporal.Now.timeZoneId();
}

export function zoneNote(): string {
  return `Times are in ${zone()}.`;
}

/** Exact decimal dollars as the server says them, for people: `$1,234.50`, with every place there is and at least two. */
export function exactDollars(decimal: string): string {
  const [whole = '0', part = ''] = decimal.replace('-', '').split('.');
  const thousands = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${decimal.startsWith('-') ? '-' : ''}$${thousands}.${part.padEnd(2, '0')}`;
}

/** A whole number of any size, thousands apart. */
export function wholeNumber(digits: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
