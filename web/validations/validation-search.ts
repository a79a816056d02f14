export const VALIDATION_STATES = ['open', 'attested', 'declined', 'measured', 'granted', 'upheld', 'void'] as const;
export type ValidationState = (typeof VALIDATION_STATES)[number];
export type ValidationSearch = { readonly state?: ValidationState };

/** Which part of the whole queue the address shows; without a word all of it. */
export function readValidationSearch(search: Readonly<Record<string, unknown>>): ValidationSearch {
  const state = VALIDATION_STATES.find((one) => one === search['state']);
  return state === undefined ? {} : { state };
}
