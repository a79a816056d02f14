import type { Pool } from 'pg';
import { askHost, type HostRules } from '../../connectors/workflows/ask-host.ts';
import type { Log } from '../../ports/log.ts';
import type { WorkflowDesk } from '../../ports/workflow-desk.ts';
import { openPool } from '../../store/connection/open-pool.ts';
import { readUsualCosts } from '../../store/workflows/read-usual-costs.ts';
import { readView } from '../../store/workflows/read-view.ts';
import { createUpstreamSecretReader } from '../secrets/upstream-secrets.ts';
import type { ServerSettings } from '../settings/server-settings.ts';

export type OpenedWorkflowDesk = { readonly desk: WorkflowDesk; readonly close: () => Promise<void> };

const CONNECTIONS_MAX = 4;
const USUAL_COSTS_EVERY_MS = 3_600_000;

/** Where workflows are carried out, within what the settings of this server allow. */
export function openWorkflowDesk(parts: {
  readonly settings: ServerSettings;
  readonly pool: Pool;
  readonly log: Log;
}): OpenedWorkflowDesk {
  const { settings, pool, log } = parts;
  const { hosts, views, databaseVariable } = settings.workflows;
  const hostRules: HostRules = {
    hosts: new Map(hosts.map((host) => [new URL(host.origin).origin, { private: host.private }])),
    readSecret: createUpstreamSecretReader(settings),
  };
  const own = openOwnPool(databaseVariable);
  const viewRules = { pool: own ?? pool, views: new Set(views) };
  const usual = keepUsualCosts(pool, log);
  const desk: WorkflowDesk = {
    carryOut: async ({ work }, values) => {
      switch (work.kind) {
        case 'static':
          return { kind: 'done', text: '' };
        case 'http':
          return askHost(hostRules, work, values);
        case 'sql':
          return readView(viewRules, work, values);
      }
    },
    usualCost: (useCaseId) => usual.costs().get(useCaseId) ?? null,
  };
  return {
    desk,
    close: async () => {
      usual.close();
      await own?.end();
    },
  };
}

/** Undefined: views are the store's own. A variable that is named and not set is a mistake that must be seen. */
function openOwnPool(variable: string | null): Pool | undefined {
  if (variable === null) return undefined;
  const connectionString = process.env[variable];
  if (connectionString === undefined || connectionString === '')
    throw new Error(`server.workflows.databaseVariable names ${variable}, which is not set.`);
  return openPool({ connectionString }, { connectionsMax: CONNECTIONS_MAX, applicationName: 'tokenward-workflows' });
}

/** Read at the start and every hour: a saving is told by what calls cost lately. */
function keepUsualCosts(
  pool: Pool,
  log: Log,
): { readonly costs: () => ReadonlyMap<string, string>; readonly close: () => void } {
  let costs: ReadonlyMap<string, string> = new Map();
  const read = (): void => {
    readUsualCosts(pool).then(
      (found) => {
        costs = found;
      },
      (error: unknown) => log('warn', 'workflow.usual_costs_unread', { error: String(error) }),
    );
  };
  read();
  const timer = setInterval(read, USUAL_COSTS_EVERY_MS);
  timer.unref();
  return { costs: () => costs, close: () => clearInterval(timer) };
}
