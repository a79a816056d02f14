export type TourSearch = { readonly step?: number; readonly useCase?: string };

export const STEPS = 5;

/** What the address says of the tour: the step, and what was chosen. */
export function readTourSearch({ step, useCase }: Readonly<Record<string, unknown>>): TourSearch {
  const isStep = typeof step === 'number' && Number.isInteger(step) && step >= 1 && step <= STEPS;
  return { ...(isStep ? { step } : {}), ...(typeof useCase === 'string' ? { useCase } : {}) };
}
