import type { EnvelopeUnit } from '../../domain/budget/envelope.ts';
import { NANODOLLARS_PER_DOLLAR } from '../../domain/money/nanodollars.ts';

/** Money to the hundredth of a cent, so that a call's cost is never "$0.00" where it is something. */
const PLACES = 4;

/** An amount of an envelope as a person reads it: `$12.5000`, `1,200 tokens`, `3 calls at once`. */
export function wordAmount(unit: EnvelopeUnit, amount: bigint): string {
  const number = unit === 'nanodollars' ? dollars(amount) : amount.toString().replace(/\B(?=(\d{3})+$)/g, ',');
  switch (unit) {
    case 'nanodollars':
      return number;
    case 'tokens':
      return `${number} tokens`;
    case 'requests':
      return `${number} calls`;
    case 'concurrency':
      return `${number} calls at once`;
  }
}

function dollars(amount: bigint): string {
  const step = NANODOLLARS_PER_DOLLAR / 10n ** BigInt(PLACES);
  const size = amount < 0n ? -amount : amount;
  const steps = (size + step - 1n) / step;
  const text = steps.toString().padStart(PLACES + 1, '0');
  const whole = text.slice(0, -PLACES).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0n ? '-' : ''}$${whole}.${text.slice(-PLACES)}`;
}
