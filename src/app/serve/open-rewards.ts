import type { Pool } from 'pg';
import type { ControlContext } from '../../control/control-context.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import { openLibrary } from './open-library.ts';
import type { OpenedNotices } from './open-notices.ts';
import { openOutcomes } from './open-outcomes.ts';
import { openProgrammes } from './open-programmes.ts';
import { openRecognition } from './open-recognition.ts';
import { openScores } from './open-scores.ts';
import { openSources } from './open-sources.ts';

export type RewardParts = {
  readonly settings: ServerSettings;
  readonly context: ControlContext;
  readonly notices: OpenedNotices['parts'];
  readonly pool: Pool;
  readonly pepper: string;
  /** What a minute of a reviewer costs. */
  readonly reviewMinute: Parameters<typeof openOutcomes>[0]['reviewMinute'];
};

/** From what systems tell to recognition: sources, outcomes, scores, programmes, recognition, and the library that is reused. */
export function openRewards({ settings, context, notices, pool, pepper, reviewMinute }: RewardParts) {
  const telling = { ...context, ...notices };
  const sources = openSources({ settings, context, pool });
  const outcomes = openOutcomes({ context: telling, pool, reviewMinute });
  const scores = openScores({ context: telling, pool, reviewMinute });
  const programmes = openProgrammes({ context, pool });
  const recognition = openRecognition({ context: telling, pool });
  const library = openLibrary({ context: telling, pool, pepper });
  return {
    parts: {
      sources: sources.context,
      outcomes: outcomes.parts,
      scores: scores.parts,
      programmes: programmes.parts,
      recognition: recognition.parts,
      library: library.parts,
    },
    tasks: [library.task, outcomes.task, ...scores.tasks, ...sources.tasks, ...programmes.tasks, recognition.task],
    close: async () => {
      programmes.close();
      await scores.close();
    },
  };
}
