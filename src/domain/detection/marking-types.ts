import type { FindingType } from './finding-types.ts';

/** What somebody wrote on a document about who may read it. */
export const MARKING_TYPES: readonly FindingType[] = [
  {
    type: 'marking_internal',
    group: 'marking',
    dataClass: 'internal',
    word: 'a marking for internal use only',
    instead: 'Use a use case that allows internal documents, or leave the document out.',
  },
  {
    type: 'marking_confidential',
    group: 'marking',
    dataClass: 'confidential',
    word: 'a marking as confidential',
    instead: 'Use a use case that allows confidential documents, or summarise without what is confidential.',
  },
  {
    type: 'marking_restricted',
    group: 'marking',
    dataClass: 'restricted',
    word: 'a marking as strictly confidential or secret',
    instead: 'Leave the document out; ask the owner of the use case how such documents are worked on.',
  },
  {
    type: 'marking_privileged',
    group: 'marking',
    dataClass: 'restricted',
    word: 'a marking as privileged between attorney and client',
    instead: 'Leave the document out and ask the legal department: sending it on may end the privilege.',
  },
];
