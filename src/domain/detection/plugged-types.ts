import type { FindingType } from './finding-types.ts';

/** What the detectors report that are off until an organisation turns them on. */
export const PLUGGED_TYPES: readonly FindingType[] = [
  {
    type: 'prompt_injection',
    group: 'injection',
    dataClass: 'public',
    word: 'words that try to overrule the instructions of the model',
    instead: 'Check where the text comes from, and take those words out if they are not yours.',
  },
  {
    type: 'harmful_content',
    group: 'content',
    dataClass: 'public',
    word: 'words that ask for something harmful',
    instead: 'Say what you need it for, or ask the owner of the use case.',
  },
];
