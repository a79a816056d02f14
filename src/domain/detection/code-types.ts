import type { FindingType } from './finding-types.ts';

/** Program text, and what its header says of who may have it. */
export const CODE_TYPES: readonly FindingType[] = [
  {
    type: 'source_code',
    group: 'code',
    dataClass: 'internal',
    word: 'source code',
    instead: 'Send the few lines that the question is about, or use a use case that is meant for code.',
  },
  {
    type: 'licence_proprietary',
    group: 'code',
    dataClass: 'confidential',
    word: 'a notice that the text is proprietary',
    instead: 'Describe the problem in your own words, or ask the owner of the code for leave.',
  },
  {
    type: 'licence_copyleft',
    group: 'code',
    dataClass: 'internal',
    word: 'a licence that binds what is made from the text (GPL and its like)',
    instead: 'Ask about the idea rather than the text, so that the answer is not made from licensed code.',
  },
  {
    type: 'licence_permissive',
    group: 'code',
    dataClass: 'public',
    word: 'a licence notice',
    instead: 'Nothing needs to change; keep the notice where the code is used.',
  },
];
