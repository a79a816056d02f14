import type { Pool } from 'pg';
import type { ComparisonKind } from '../../domain/routing/compare-answers.ts';
import type { RouteComparison } from '../../domain/routing/route-state.ts';
import type {
  ComparisonFilter,
  RouteChoices,
  RoutedRange,
  RouteFigures,
  RouteName,
  RouteSavings,
  RouteSince,
  RoutingStore,
} from '../../ports/routing-store.ts';
import type { BigintColumn } from '../control/column-values.ts';

/** So many of the newest are looked at: what a test has to say it says long before. */
const TESTED_MAX = 5_000;
const ROUTED = `route_reason in ('routed', 'sticky', 'canary')`;
const FAILED = `outcome in ('upstream_error', 'upstream_unreachable', 'upstream_timeout')`;

/** What comparisons and routed calls say, read on PostgreSQL. */
export function createRoutingStore({ pool }: { readonly pool: Pool }): RoutingStore {
  return {
    figures: (route, since) => readFigures(pool, route, since),
    comparisons: (filter, page) => readComparisons(pool, filter, page),
    observations: (route, limit) => readObservations(pool, route, limit),
    disagreements: (route, sinceMs) => readDisagreements(pool, route, sinceMs),
    failures: (route, sinceMs) => readFailures(pool, route, sinceMs),
    savings: (range) => readSavings(pool, range),
    choices: (range) => readChoices(pool, range),
  };
}

type PairRow = { readonly reference_id: string; readonly comparisons: BigintColumn; readonly agreed: BigintColumn };

async function readFigures(pool: Pool, { useCaseId, modelId }: RouteName, since: RouteSince): Promise<RouteFigures> {
  const [pairs, calls] = await Promise.all([
    readPairs(pool, [useCaseId, modelId, new Date(since.comparedMs)]),
    countCalls(pool, [useCaseId, modelId, new Date(since.calledMs)]),
  ]);
  return { pairs, ...calls };
}

/** By reference, in the order of their names. */
async function readPairs(pool: Pool, parameters: readonly unknown[]): Promise<RouteFigures['pairs']> {
  const { rows } = await pool.query<PairRow>(
    `select reference_id, count(*) as comparisons, count(*) filter (where agreed) as agreed
     from tokenward.route_comparison where use_case_id = $1 and model_id = $2 and compared_at >= $3
     group by reference_id order by reference_id collate "C"`,
    [...parameters],
  );
  return rows.map((row) => ({
    referenceId: row.reference_id,
    comparisons: Number(row.comparisons),
    agreed: Number(row.agreed),
  }));
}

/** Those that routing sent there, alone. */
async function countCalls(pool: Pool, parameters: readonly unknown[]): Promise<Omit<RouteFigures, 'pairs'>> {
  const { rows } = await pool.query<{ readonly calls: BigintColumn; readonly failed: BigintColumn }>(
    `select count(*) as calls, count(*) filter (where ${FAILED}) as failed from tokenward.calls
     where use_case_id = $1 and model_id = $2 and admitted_at >= $3 and ${ROUTED}`,
    [...parameters],
  );
  return { calls: Number(rows[0]?.calls ?? 0), failed: Number(rows[0]?.failed ?? 0) };
}

type ComparisonRow = {
  readonly id: string;
  readonly call_id: string;
  readonly use_case_id: string;
  readonly model_id: string;
  readonly reference_id: string;
  readonly raw: number;
  readonly kind: ComparisonKind;
  readonly similarity: number;
  readonly agreed: boolean;
  readonly shadow_cost_nanodollars: string | null;
  readonly compared_at: Date;
};

/** Newest first by id: ids are UUIDs of version 7, whose order is that of time. */
async function readComparisons(
  pool: Pool,
  filter: ComparisonFilter,
  page: { readonly limit: number; readonly afterId: string | null },
): Promise<{ readonly rows: readonly RouteComparison[]; readonly nextAfterId: string | null }> {
  const { rows } = await pool.query<ComparisonRow>(
    `select id, call_id, use_case_id, model_id, reference_id, raw, kind, similarity, agreed, shadow_cost_nanodollars,
       compared_at
     from tokenward.route_comparison
     where ($1::text is null or use_case_id = $1) and ($2::text is null or model_id = $2)
       and ($3::text is null or id collate "C" < $3) and ($5::text[] is null or use_case_id = any($5))
     order by id collate "C" desc limit $4`,
    [filter.useCaseId ?? null, filter.modelId ?? null, page.afterId, page.limit + 1, filter.useCaseIds ?? null],
  );
  const shown = rows.slice(0, page.limit).map(fromRowComparison);
  return { rows: shown, nextAfterId: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null };
}

function fromRowComparison(row: ComparisonRow): RouteComparison {
  return {
    id: row.id,
    callId: row.call_id,
    useCaseId: row.use_case_id,
    modelId: row.model_id,
    referenceId: row.reference_id,
    raw: row.raw,
    kind: row.kind,
    similarity: row.similarity,
    agreed: row.agreed,
    shadowCostNanodollars: row.shadow_cost_nanodollars,
    comparedAtMs: row.compared_at.getTime(),
  };
}

/** The newest so many; a curve does not ask for their order. */
async function readObservations(pool: Pool, route: RouteName, limit: number) {
  const { rows } = await pool.query<{ readonly raw: number; readonly agreed: boolean }>(
    `select raw, agreed from tokenward.route_comparison where use_case_id = $1 and model_id = $2
     order by compared_at desc, id desc limit $3`,
    [route.useCaseId, route.modelId, limit],
  );
  return rows.toReversed();
}

/** In the order in which they were compared: the test reads them one after the other. */
async function readDisagreements(pool: Pool, route: RouteName, sinceMs: number): Promise<readonly boolean[]> {
  const { rows } = await pool.query<{ readonly failed: boolean }>(
    `select not agreed as failed from tokenward.route_comparison
     where use_case_id = $1 and model_id = $2 and compared_at >= $3
     order by compared_at desc, id desc limit $4`,
    [route.useCaseId, route.modelId, new Date(sinceMs), TESTED_MAX],
  );
  return rows.map(({ failed }) => failed).toReversed();
}

/** In the order in which they came in; what was stopped by its client, or by us, says nothing of the model. */
async function readFailures(pool: Pool, route: RouteName, sinceMs: number): Promise<readonly boolean[]> {
  const { rows } = await pool.query<{ readonly failed: boolean }>(
    `select ${FAILED} as failed from tokenward.calls
     where use_case_id = $1 and model_id = $2 and admitted_at >= $3 and ${ROUTED}
       and (outcome = 'completed' or ${FAILED})
     order by admitted_at desc, call_id desc limit $4`,
    [route.useCaseId, route.modelId, new Date(sinceMs), TESTED_MAX],
  );
  return rows.map(({ failed }) => failed).toReversed();
}

type SavingsRow = {
  readonly use_case_id: string | null;
  readonly calls: BigintColumn;
  readonly saved: string;
  readonly lost: string;
  readonly shadow_calls: BigintColumn;
  readonly shadow_cost: string;
  readonly late_calls: BigintColumn;
};

/** Exact sums of settled calls by use case, those without any routing left out. */
async function readSavings(pool: Pool, range: RoutedRange): Promise<readonly RouteSavings[]> {
  const { rows } = await pool.query<SavingsRow>(
    `select use_case_id, count(*) filter (where route_saving_nanodollars is not null) as calls,
       coalesce(sum(route_saving_nanodollars) filter (where route_saving_nanodollars > 0), 0)::text as saved,
       coalesce(sum(route_saving_nanodollars) filter (where route_saving_nanodollars < 0), 0)::text as lost,
       count(*) filter (where shadow_of is not null) as shadow_calls,
       coalesce(sum(cost_nanodollars) filter (where shadow_of is not null), 0)::text as shadow_cost,
       count(*) filter (where route_reason = 'latency') as late_calls
     from tokenward.calls
     where admitted_at >= $1 and admitted_at < $2 and ($3::text is null or use_case_id = $3)
       and ($4::text[] is null or use_case_id = any($4))
       and (route_saving_nanodollars is not null or shadow_of is not null or route_reason = 'latency')
     group by use_case_id order by use_case_id collate "C"`,
    [...parametersOf(range)],
  );
  return rows.map((row) => ({
    useCaseId: row.use_case_id,
    calls: Number(row.calls),
    savedNanodollars: row.saved,
    lostNanodollars: row.lost,
    shadowCalls: Number(row.shadow_calls),
    shadowCostNanodollars: row.shadow_cost,
    lateCalls: Number(row.late_calls),
  }));
}

type ChoiceRow = {
  readonly use_case_id: string | null;
  readonly model_id: string | null;
  readonly route_reason: string | null;
  readonly calls: BigintColumn;
};

const CHOICES_MAX = 500;

/** Settled calls of which a rule estimated the difficulty; those made to compare are left out. Read from an index alone. */
async function readChoices(pool: Pool, range: RoutedRange): Promise<readonly RouteChoices[]> {
  const { rows } = await pool.query<ChoiceRow>(
    `select use_case_id, model_id, route_reason, count(*) as calls from tokenward.calls
     where admitted_at >= $1 and admitted_at < $2 and ($3::text is null or use_case_id = $3)
       and ($4::text[] is null or use_case_id = any($4)) and difficulty is not null
       and route_reason is distinct from 'shadow'
     group by 1, 2, 3 order by use_case_id collate "C", calls desc, model_id collate "C", route_reason collate "C" limit $5`,
    [...parametersOf(range), CHOICES_MAX],
  );
  return rows.map((row) => ({
    useCaseId: row.use_case_id,
    modelId: row.model_id,
    reason: row.route_reason,
    calls: Number(row.calls),
  }));
}

function parametersOf({ fromMs, toMs, useCaseId, useCaseIds }: RoutedRange): readonly unknown[] {
  return [new Date(fromMs), new Date(toMs), useCaseId ?? null, useCaseIds ?? null];
}
