/**
 * What errors are taken to be before any were seen: their mean size at each of `HORIZONS`, and their shape in those sizes.
 * From the synthetic series of `bench/forecast.ts` (never the public ones that it judges by), rounded up, 2026-11.
 */
export const PRIOR_ERROR_SIZE: readonly number[] = [0.3, 0.25, 0.21, 0.19, 0.18, 0.18, 0.18, 0.18];

export const PRIOR_SHAPE: readonly number[] = [
  -3.2, -2.4, -1.8, -1.4, -1.1, -0.85, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.85, 1.1, 1.4, 1.8, 2.4, 3.2,
];
