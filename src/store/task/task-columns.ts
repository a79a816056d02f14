import type { KeyOwner, Lane } from '../../domain/identity/key-grant.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { KeptTask } from '../../domain/task/kept-task.ts';
import type { SizeClass } from '../../domain/task/size-class.ts';
import type { WasteKind } from '../../domain/task/waste.ts';
import type { BigintColumn } from '../control/column-values.ts';

/** A row of `tokenward.task`. */
export type TaskRow = {
  readonly owner_kind: KeyOwner['kind'];
  readonly owner_id: string;
  readonly task_id: string;
  readonly team_id: string | null;
  readonly use_case_id: string | null;
  readonly lane: Lane | null;
  readonly template_id: string | null;
  readonly started_at: Date;
  readonly last_at: Date;
  readonly calls: BigintColumn;
  readonly answered: BigintColumn;
  readonly refused: BigintColumn;
  readonly failed: BigintColumn;
  readonly iterations: BigintColumn;
  readonly retries: BigintColumn;
  readonly input_uncached_tokens: BigintColumn;
  readonly input_cache_read_tokens: BigintColumn;
  readonly input_cache_write_5m_tokens: BigintColumn;
  readonly input_cache_write_1h_tokens: BigintColumn;
  readonly input_cache_write_unknown_tokens: BigintColumn;
  readonly output_visible_tokens: BigintColumn;
  readonly output_reasoning_tokens: BigintColumn;
  readonly cost_nanodollars: string;
  readonly unpriced: BigintColumn;
  readonly estimated: BigintColumn;
  readonly failed_cost_nanodollars: string;
  readonly cache_saved_nanodollars: string;
  readonly route_saved_nanodollars: string;
  readonly models: readonly string[];
  readonly size_tokens: BigintColumn;
  readonly size_class: SizeClass | null;
  readonly context_tokens: BigintColumn;
  readonly succeeded: boolean;
  readonly is_partial: boolean;
  readonly first_hash: string | null;
  readonly waste: readonly { readonly kind: WasteKind; readonly wasted: string }[];
};

const KEY_COLUMNS = ['owner_kind', 'owner_id', 'task_id'] as const;
/** All but the key, in the table's order. */
const OTHER_COLUMNS = [
  ...['team_id', 'use_case_id', 'lane', 'template_id', 'started_at', 'last_at'],
  ...['calls', 'answered', 'refused', 'failed', 'iterations', 'retries'],
  ...['input_uncached_tokens', 'input_cache_read_tokens', 'input_cache_write_5m_tokens'],
  ...['input_cache_write_1h_tokens', 'input_cache_write_unknown_tokens'],
  ...['output_visible_tokens', 'output_reasoning_tokens'],
  ...['cost_nanodollars', 'unpriced', 'estimated', 'failed_cost_nanodollars', 'cache_saved_nanodollars'],
  ...['route_saved_nanodollars', 'models', 'size_tokens', 'size_class', 'context_tokens'],
  ...['succeeded', 'is_partial', 'first_hash', 'waste'],
] as const;

export const taskColumns = [...KEY_COLUMNS, ...OTHER_COLUMNS].join(', ');
export const taskSettings = OTHER_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ');

export function ownerOf(kind: KeyOwner['kind'], id: string): KeyOwner {
  return kind === 'person' ? { kind, personId: id } : { kind, serviceAccountId: id };
}

export function ownerId(owner: KeyOwner): string {
  return owner.kind === 'person' ? owner.personId : owner.serviceAccountId;
}

/** As `jsonb_populate_recordset` reads it. */
export function toRowTask({ key, cost, sizeClass, firstHash, waste }: KeptTask): Readonly<Record<string, unknown>> {
  const { tokens } = cost;
  return {
    ...{ owner_kind: key.owner.kind, owner_id: ownerId(key.owner), task_id: key.taskId },
    ...{ team_id: cost.teamId, use_case_id: cost.useCaseId, lane: cost.lane, template_id: cost.templateId },
    started_at: new Date(cost.startedAtMs),
    last_at: new Date(cost.lastAtMs),
    ...{ calls: cost.calls, answered: cost.answered, refused: cost.refused, failed: cost.failed },
    ...{ iterations: cost.iterations, retries: cost.retries },
    input_uncached_tokens: tokens.inputUncachedTokens,
    input_cache_read_tokens: tokens.inputCacheReadTokens,
    input_cache_write_5m_tokens: tokens.inputCacheWrite5mTokens,
    input_cache_write_1h_tokens: tokens.inputCacheWrite1hTokens,
    input_cache_write_unknown_tokens: tokens.inputCacheWriteUnknownTokens,
    output_visible_tokens: tokens.outputVisibleTokens,
    output_reasoning_tokens: tokens.outputReasoningTokens,
    ...{ cost_nanodollars: String(cost.cost), unpriced: cost.unpriced, estimated: cost.estimated },
    failed_cost_nanodollars: String(cost.failedCost),
    cache_saved_nanodollars: String(cost.cacheSaved),
    route_saved_nanodollars: String(cost.routeSaved),
    ...{ models: cost.models, size_tokens: cost.sizeTokens, size_class: sizeClass },
    ...{ context_tokens: cost.contextTokens, succeeded: cost.succeeded, is_partial: cost.isPartial },
    ...{ first_hash: firstHash, waste: waste.map(({ kind, wasted }) => ({ kind, wasted: String(wasted) })) },
  };
}

export function fromRowTask(row: TaskRow): KeptTask {
  const amount = (text: string) => nanodollars(BigInt(text));
  return {
    key: { owner: ownerOf(row.owner_kind, row.owner_id), taskId: row.task_id },
    cost: {
      startedAtMs: row.started_at.getTime(),
      lastAtMs: row.last_at.getTime(),
      calls: Number(row.calls),
      answered: Number(row.answered),
      refused: Number(row.refused),
      failed: Number(row.failed),
      iterations: Number(row.iterations),
      retries: Number(row.retries),
      tokens: {
        inputUncachedTokens: Number(row.input_uncached_tokens),
        inputCacheReadTokens: Number(row.input_cache_read_tokens),
        inputCacheWrite5mTokens: Number(row.input_cache_write_5m_tokens),
        inputCacheWrite1hTokens: Number(row.input_cache_write_1h_tokens),
        inputCacheWriteUnknownTokens: Number(row.input_cache_write_unknown_tokens),
        outputVisibleTokens: Number(row.output_visible_tokens),
        outputReasoningTokens: Number(row.output_reasoning_tokens),
      },
      cost: amount(row.cost_nanodollars),
      unpriced: Number(row.unpriced),
      estimated: Number(row.estimated),
      failedCost: amount(row.failed_cost_nanodollars),
      cacheSaved: amount(row.cache_saved_nanodollars),
      routeSaved: amount(row.route_saved_nanodollars),
      models: row.models,
      useCaseId: row.use_case_id,
      teamId: row.team_id,
      lane: row.lane,
      templateId: row.template_id,
      sizeTokens: Number(row.size_tokens),
      contextTokens: Number(row.context_tokens),
      succeeded: row.succeeded,
      isPartial: row.is_partial,
    },
    sizeClass: row.size_class,
    firstHash: row.first_hash,
    waste: row.waste.map(({ kind, wasted }) => ({ kind, wasted: amount(wasted) })),
  };
}
