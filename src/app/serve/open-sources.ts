import type { Pool } from 'pg';
import { createSourceDesk } from '../../connectors/sources/create-source-desk.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { workOnBackfills } from '../../control/source-backfills.ts';
import type { SourceContext } from '../../control/source-context.ts';
import { workOnSources } from '../../control/work-on-sources.ts';
import { createSourceStore } from '../../store/source/create-source-store.ts';
import { createSourceSecretReader } from '../secrets/source-secrets.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import type { UpkeepTask } from './run-upkeep.ts';

export type OpenedSources = { readonly context: SourceContext; readonly tasks: readonly UpkeepTask[] };

const WORK_EVERY_MS = 10_000;

/** Connected systems of this process. Every process works on what is due; the store lets one do each thing. */
export function openSources(given: {
  readonly settings: ServerSettings;
  readonly context: ControlContext;
  readonly pool: Pool;
}): OpenedSources {
  const { settings, pool } = given;
  const desk = createSourceDesk({
    readSecret: createSourceSecretReader(settings),
    hosts: new Map(settings.sources.hosts.map((host) => [new URL(host.origin).origin, { private: host.private }])),
  });
  const context: SourceContext = { ...given.context, sources: createSourceStore({ pool }), desk };
  return {
    context,
    tasks: [
      { name: 'source-work', everyMs: WORK_EVERY_MS, run: () => workOnSources(context) },
      { name: 'source-backfills', everyMs: WORK_EVERY_MS, run: () => workOnBackfills(context) },
    ],
  };
}
