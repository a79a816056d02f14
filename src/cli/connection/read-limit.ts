import { InvalidArgumentError } from 'commander';

const LIMIT_MAX = 500;

/** For `--limit`: as many rows as one page of the API can hold. */
export function readLimit(text: string): number {
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > LIMIT_MAX) {
    throw new InvalidArgumentError(`Write a whole number from 1 to ${LIMIT_MAX}.`);
  }
  return limit;
}
