import { z } from 'zod';

const AMOUNT = /^\d{1,19}(?:\.\d{1,9})?$/;
const SIGNED_AMOUNT = /^[+-]?\d{1,19}(?:\.\d{1,9})?$/;

const WORDS =
  'must be a decimal number in quotes, not negative and with at most 9 decimals, for instance "12.50"; money is in dollars';

/** An amount that somebody asks for, in the envelope's unit. A text, so that no reader rounds it. */
export const AmountText = z.string({ error: WORDS }).regex(AMOUNT, WORDS).meta({
  description: 'In the unit of the envelope: dollars with at most 9 decimals ("12.50"), else a whole number.',
});

export const SignedAmountText = z
  .string({ error: 'must be a decimal number in quotes, for instance "-12.50"' })
  .regex(SIGNED_AMOUNT, 'must be a decimal number with at most 9 decimals, for instance "-12.50"; money is in dollars');

export function hasDecimals(amount: string): boolean {
  return amount.includes('.');
}

/** An amount of an envelope, as answers tell it. */
export const BudgetAmount = z
  .object({
    amount: z.string().meta({ description: 'In the unit of the envelope; of money decimal dollars.' }),
    nanodollars: z
      .string()
      .nullable()
      .meta({ description: 'The same in whole nanodollars; null where it is no money.' }),
  })
  .meta({ id: 'BudgetAmount' });
