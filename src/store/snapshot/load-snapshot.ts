import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import { type BudgetRules, compileBudgets } from '../../domain/budget/budget-rules.ts';
import type { CachePurge } from '../../domain/caching/cached-answer.ts';
import { compilePriceBook } from '../../domain/catalog/price-book.ts';
import { asModel } from '../../domain/library/workflow.ts';
import type { PolicySet } from '../../domain/policy/policy-decision.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import { readCalendar } from '../budget/read-calendar.ts';
import { readActiveEnvelopes } from '../budget/read-envelopes.ts';
import { modelTable, priceTable, upstreamTable, useCaseTable } from '../control/catalog-rows.ts';
import { loadApprovals } from './load-approvals.ts';
import { loadCachePurges, PURGES_MAX } from './load-cache-purges.ts';
import { loadDetection } from './load-detection.ts';
import { loadExceptions } from './load-exceptions.ts';
import { loadChangedKeyGrants, loadKeyGrants } from './load-key-grants.ts';
import { loadPolicies } from './load-policies.ts';
import { loadRouting } from './load-routing.ts';
import { loadSimilarity } from './load-similarity.ts';
import { loadSuspensions } from './load-suspensions.ts';
import { loadTemplates } from './load-templates.ts';
import { loadWorkflows } from './load-workflows.ts';
import { readSnapshotVersion } from './read-snapshot-version.ts';

/** Everything, as of one moment: the client is in a transaction that reads one state. */
export async function loadSnapshot(client: ClientBase): Promise<Snapshot> {
  return {
    version: await readSnapshotVersion(client),
    keysByDigest: await loadKeyGrants(client),
    ...(await loadCatalog(client)),
    priceBook: await loadPriceBook(client),
    ...withVersion(await loadPolicies(client, undefined)),
    suspensions: await loadSuspensions(client),
    ...(await loadApprovals(client, Date.now())),
    detection: await loadDetection(client),
    budgets: await loadBudgets(client),
    exceptions: await loadExceptions(client),
    routing: await loadRouting(client),
    templates: await loadTemplates(client),
    similarity: await loadSimilarity(client),
  };
}

/** What changed since `held`, laid over it; parts that did not change stay the same objects. */
export async function loadNewerSnapshot(client: ClientBase, held: Snapshot): Promise<Snapshot> {
  const version = await readSnapshotVersion(client);
  // A restored backup can be older than what is held: then nothing held is certain.
  if (version < held.version) return loadSnapshot(client);
  const changed = await readChangedParts(client, held.version);
  const grants = await loadChangedKeyGrants(client, held.version);
  return {
    ...held,
    version,
    keysByDigest: grants.size === 0 ? held.keysByDigest : new Map([...held.keysByDigest, ...grants]),
    ...(changed.catalog ? await loadCatalog(client) : {}),
    ...(changed.policies ? withVersion(await loadPolicies(client, held.policies)) : {}),
    ...(changed.prices ? { priceBook: await loadPriceBook(client) } : {}),
    ...(changed.suspensions ? { suspensions: await loadSuspensions(client) } : {}),
    ...(changed.approvals ? await loadApprovals(client, Date.now()) : {}),
    ...(changed.detection ? { detection: await loadDetection(client) } : {}),
    ...(changed.purges ? { cachePurges: await addCachePurges(client, held) } : {}),
    ...(changed.budgets ? { budgets: await loadBudgets(client) } : {}),
    ...(changed.exceptions || changed.budgets ? { exceptions: await loadExceptions(client) } : {}),
    ...(changed.routing ? { routing: await loadRouting(client) } : {}),
    ...(changed.templates ? { templates: await loadTemplates(client) } : {}),
    ...(changed.similarity ? { similarity: await loadSimilarity(client) } : {}),
  };
}

type ChangedParts = {
  readonly [Part in
    | 'catalog'
    | 'purges'
    | 'policies'
    | 'prices'
    | 'suspensions'
    | 'approvals'
    | 'detection'
    | 'budgets'
    | 'exceptions'
    | 'routing'
    | 'templates'
    | 'similarity']: boolean;
};

const ALL_PARTS: ChangedParts = {
  catalog: true,
  purges: true,
  policies: true,
  prices: true,
  suspensions: true,
  approvals: true,
  detection: true,
  budgets: true,
  exceptions: true,
  routing: true,
  templates: true,
  similarity: true,
};

/** Of which parts any row changed after a version. */
async function readChangedParts(client: ClientBase, afterVersion: number): Promise<ChangedParts> {
  const { rows } = await client.query<ChangedParts>(
    `select
       exists (select from tokenward.use_case where changed_version > $1)
         or exists (select from tokenward.model where changed_version > $1)
         or exists (select from tokenward.upstream where changed_version > $1)
         or exists (select from tokenward.workflow where changed_version > $1)
         or exists (select from tokenward.workflow_approval where changed_version > $1) as catalog,
       exists (select from tokenward.cache_purge where changed_version > $1)
         or exists (select from tokenward.erasure where changed_version > $1) as purges,
       exists (select from tokenward.policy_version where changed_version > $1) as policies,
       exists (select from tokenward.price where changed_version > $1) as prices,
       exists (select from tokenward.suspension where changed_version > $1) as suspensions,
       exists (select from tokenward.approval where changed_version > $1) as approvals,
       exists (select from tokenward.detection_pattern where changed_version > $1)
         or exists (select from tokenward.detection_dictionary where changed_version > $1)
         or exists (select from tokenward.allow_entry where changed_version > $1)
         or exists (select from tokenward.detector_setting where changed_version > $1) as detection,
       exists (select from tokenward.budget_envelope where changed_version > $1)
         or exists (select from tokenward.organisation_calendar where changed_version > $1) as budgets,
       exists (select from tokenward.exception where changed_version > $1) as exceptions,
       exists (select from tokenward.route_state where changed_version > $1)
         or exists (select from tokenward.route_calibration where changed_version > $1) as routing,
       exists (select from tokenward.library_asset where changed_version > $1)
         or exists (select from tokenward.library_version where changed_version > $1) as templates,
       exists (select from tokenward.similarity_rule where changed_version > $1) as similarity`,
    [afterVersion],
  );
  return rows[0] ?? ALL_PARTS;
}

async function loadCatalog(
  client: ClientBase,
): Promise<Pick<Snapshot, 'useCases' | 'models' | 'upstreams' | 'workflows'>> {
  const workflows = await loadWorkflows(client);
  const models = await modelTable.all(client);
  return {
    useCases: byId(await useCaseTable.all(client)),
    models: byId([...models, ...[...workflows.values()].map(asModel)]),
    workflows,
    upstreams: byId(await upstreamTable.all(client)),
  };
}

async function addCachePurges(client: ClientBase, held: Snapshot): Promise<readonly CachePurge[]> {
  const newer = await loadCachePurges(client, held.version);
  return [...(held.cachePurges ?? []), ...newer].slice(-PURGES_MAX);
}

async function loadBudgets(client: ClientBase): Promise<BudgetRules | null> {
  return compileBudgets(await readActiveEnvelopes(client), await readCalendar(client));
}

function withVersion(policies: PolicySet): Pick<Snapshot, 'policies' | 'policyVersion'> {
  return { policies, policyVersion: policies.active.version };
}

async function loadPriceBook(client: ClientBase): Promise<Snapshot['priceBook']> {
  const rows = await priceTable.all(client);
  return compilePriceBook({ version: versionOf(rows), rows });
}

/** Named by its content: the same rows have the same version on every gateway and after a restore. */
function versionOf(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 12);
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
