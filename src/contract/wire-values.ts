import { z } from 'zod';

/** The small values of the wire. Each says in its message how it has to look, because people read it in a problem. */

const SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const CODE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;
const MODEL = /^[A-Za-z0-9](?:[A-Za-z0-9._:/@-]{0,126}[A-Za-z0-9])?$/;
const PRICE = /^[A-Za-z0-9][A-Za-z0-9._:/@;=+-]{0,199}$/;
const DECIMAL = /^\d{1,30}$/;
const ONE_LINE = /^\P{Cc}*$/u;
const LINES = /^[\P{Cc}\t\n\r]*$/u;

export const Slug = z
  .string()
  .regex(
    SLUG,
    'must be 1 to 64 lower-case letters, digits, dots, dashes or underscores, beginning and ending with a letter or digit',
  );

export const CostCentreCode = z
  .string()
  .regex(
    CODE,
    'must be 1 to 64 letters, digits, dots, dashes or underscores, beginning and ending with a letter or digit',
  );

export const ModelName = z
  .string()
  .regex(MODEL, 'must be 1 to 128 letters, digits or any of . _ : / @ -, as clients send it');

export const PriceId = z.string().regex(PRICE, 'must be 1 to 200 letters, digits or any of . _ : / @ ; = + -');

export const OneLine = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must be at most 200 characters')
  .regex(ONE_LINE, 'must be one line without control characters');

export const Prose = z
  .string()
  .trim()
  .max(4000, 'must be at most 4,000 characters')
  .regex(LINES, 'must not hold control characters');

export const Email = z.email('must be an e-mail address').max(254).toLowerCase();

/** A moment on the wire: ISO 8601 with an offset. Answers are in UTC with milliseconds. */
export const Moment = z.iso
  .datetime({
    offset: true,
    error: 'must be a time as ISO 8601 with an offset, for instance 2026-01-31T09:00:00+01:00',
  })
  .meta({ description: 'ISO 8601 with an offset.' });

/** Money and prices travel as decimal strings of nanodollars (1 USD = 1,000,000,000), so that no reader rounds them. */
export const NanodollarsText = z
  .string()
  .regex(DECIMAL, 'must be a whole number of nanodollars in decimal digits, as a string')
  .meta({ description: 'Whole nanodollars (1 USD = 1,000,000,000) as a decimal string.' });

export const DataClass = z.enum(['public', 'internal', 'confidential', 'restricted']);

export const TokensMax = z.int().min(1).max(1_000_000_000);

export const Uuid = z.uuid('must be a UUID');

/** What the store adds to each row. */
export const KEPT = {
  revision: z.int().meta({ description: 'Grows by one with each change; the ETag of the row.' }),
  managedBy: z.enum(['api', 'file', 'sample']),
  createdAt: Moment,
  updatedAt: Moment,
};
