import type { FindingType } from './finding-types.ts';

/** Names beside a cue that says so ("Patient: …", "Dear Ms …", "… GmbH"). Names without a cue are not found. */
export const NAME_TYPES: readonly FindingType[] = [
  {
    type: 'person_name',
    group: 'personal',
    dataClass: 'internal',
    word: "a person's name",
    instead: 'Write "the customer", "the patient" or a letter in place of the name.',
  },
  {
    type: 'organisation_name',
    group: 'personal',
    dataClass: 'public',
    word: 'the name of a company',
    instead: 'Write "the supplier" or "the customer" where the name does not matter.',
  },
];
