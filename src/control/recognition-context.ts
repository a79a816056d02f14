import type { LookStore } from '../ports/look-store.ts';
import type { RecognitionStore } from '../ports/recognition-store.ts';
import type { ScoreStore } from '../ports/score-store.ts';
import type { NoticeContext } from './notice-context.ts';

/** What recognition needs of the outside. */
export type RecognitionContext = NoticeContext & {
  readonly recognition: RecognitionStore;
  readonly scores: Pick<ScoreStore, 'result' | 'results' | 'standings' | 'lastRun'>;
  readonly looks: LookStore;
};
