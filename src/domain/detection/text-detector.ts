import type { Candidate } from './detector.ts';

/**
 * Looks at a text as a whole, where no literal or trigger can say where to look: dictionaries, program text. Its time is
 * linear in the text, with a small factor. Pure, and bounded like a `Detector`.
 */
export type TextDetector = {
  readonly id: string;
  readonly version: number;
  readonly types: readonly string[];
  readonly look: (text: string, report: (candidate: Candidate) => void) => void;
};
