import type { CacheRule } from '../../domain/catalog/cache-rule.ts';
import type { Price, PricePredicates } from '../../domain/catalog/price.ts';
import type { ModelAbility, RoutingRule } from '../../domain/catalog/routing-rule.ts';
import type {
  Face,
  Model,
  ModelTarget,
  SecretReference,
  Upstream,
  UpstreamKind,
  VendorRetention,
} from '../../domain/catalog/upstream.ts';
import type { LoggingRule, StoreAwayRule, Tier, UseCase } from '../../domain/catalog/use-case.ts';
import type { DataClass } from '../../domain/detection/data-class.ts';
import type { Lane } from '../../domain/identity/key-grant.ts';
import { type BigintColumn, dateOrNull, millisecondsOrNull, numberOrNull } from './column-values.ts';
import { nounTable } from './noun-table.ts';

export type UseCaseRow = {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly purpose: string;
  readonly expected_value: string;
  readonly owner_person_id: string | null;
  readonly tier: Tier;
  readonly lane: Lane | 'both';
  readonly model_stack: readonly string[];
  readonly approved_template_ids: readonly string[];
  readonly allowed_data_classes: readonly DataClass[];
  readonly spend_limit_nanodollars: string | null;
  readonly expected_output_tokens: BigintColumn | null;
  readonly max_output_tokens: BigintColumn | null;
  readonly logging_rule: LoggingRule;
  readonly required_approvals: readonly string[];
  readonly store_away: StoreAwayRule;
  readonly cache: CacheRule;
  readonly routing: RoutingRule | null;
  readonly status: UseCase['status'];
};

export const useCaseTable = nounTable<UseCase, UseCaseRow>({
  table: 'use_case',
  columns: [
    'id',
    'name',
    'category',
    'purpose',
    'expected_value',
    'owner_person_id',
    'tier',
    'lane',
    'model_stack',
    'approved_template_ids',
    'allowed_data_classes',
    'spend_limit_nanodollars',
    'expected_output_tokens',
    'max_output_tokens',
    'logging_rule',
    'required_approvals',
    'store_away',
    'cache',
    'routing',
    'status',
  ],
  toRow: (useCase) => ({
    id: useCase.id,
    name: useCase.name,
    category: useCase.category,
    purpose: useCase.purpose,
    expected_value: useCase.expectedValue,
    owner_person_id: useCase.ownerPersonId,
    tier: useCase.tier,
    lane: useCase.lane,
    model_stack: JSON.stringify(useCase.modelStack),
    approved_template_ids: JSON.stringify(useCase.approvedTemplateIds),
    allowed_data_classes: JSON.stringify(useCase.allowedDataClasses),
    spend_limit_nanodollars: useCase.spendLimitNanodollars,
    expected_output_tokens: useCase.expectedOutputTokens,
    max_output_tokens: useCase.maxOutputTokens,
    logging_rule: useCase.loggingRule,
    required_approvals: JSON.stringify(useCase.requiredApprovals),
    store_away: useCase.storeAway,
    cache: JSON.stringify(useCase.cache),
    routing: useCase.routing === null ? null : JSON.stringify(useCase.routing),
    status: useCase.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    category: row.category,
    purpose: row.purpose,
    expectedValue: row.expected_value,
    ownerPersonId: row.owner_person_id,
    tier: row.tier,
    lane: row.lane,
    modelStack: row.model_stack,
    approvedTemplateIds: row.approved_template_ids,
    allowedDataClasses: row.allowed_data_classes,
    spendLimitNanodollars: row.spend_limit_nanodollars,
    expectedOutputTokens: numberOrNull(row.expected_output_tokens),
    maxOutputTokens: numberOrNull(row.max_output_tokens),
    loggingRule: row.logging_rule,
    requiredApprovals: row.required_approvals,
    storeAway: row.store_away,
    cache: row.cache,
    routing: row.routing,
    status: row.status,
  }),
});

export type UpstreamRow = {
  readonly id: string;
  readonly kind: UpstreamKind;
  readonly base_url: string;
  readonly key: SecretReference;
  readonly api_version: string | null;
  readonly connect_timeout_ms: number;
  readonly first_byte_timeout_ms: number;
  readonly idle_timeout_ms: number;
  readonly concurrency_max: number;
  readonly region: string | null;
  readonly status: Upstream['status'];
};

export const upstreamTable = nounTable<Upstream, UpstreamRow>({
  table: 'upstream',
  columns: [
    'id',
    'kind',
    'base_url',
    'key',
    'api_version',
    'connect_timeout_ms',
    'first_byte_timeout_ms',
    'idle_timeout_ms',
    'concurrency_max',
    'region',
    'status',
  ],
  toRow: (upstream) => ({
    id: upstream.id,
    kind: upstream.kind,
    base_url: upstream.baseUrl,
    key: JSON.stringify(upstream.key),
    api_version: upstream.apiVersion,
    connect_timeout_ms: upstream.connectTimeoutMs,
    first_byte_timeout_ms: upstream.firstByteTimeoutMs,
    idle_timeout_ms: upstream.idleTimeoutMs,
    concurrency_max: upstream.concurrencyMax,
    region: upstream.region,
    status: upstream.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    kind: row.kind,
    baseUrl: row.base_url,
    key: row.key,
    apiVersion: row.api_version,
    connectTimeoutMs: row.connect_timeout_ms,
    firstByteTimeoutMs: row.first_byte_timeout_ms,
    idleTimeoutMs: row.idle_timeout_ms,
    concurrencyMax: row.concurrency_max,
    region: row.region,
    status: row.status,
  }),
});

export type ModelRow = {
  readonly id: string;
  readonly vendor: string;
  readonly faces: readonly Face[];
  readonly targets: readonly ModelTarget[];
  readonly price_key: string;
  readonly context_tokens_max: BigintColumn | null;
  readonly output_tokens_max: BigintColumn | null;
  readonly data_class_max: DataClass;
  readonly region: string | null;
  readonly retention: VendorRetention;
  readonly abilities: readonly ModelAbility[] | null;
  readonly status: Model['status'];
};

export const modelTable = nounTable<Model, ModelRow>({
  table: 'model',
  columns: [
    'id',
    'vendor',
    'faces',
    'targets',
    'price_key',
    'context_tokens_max',
    'output_tokens_max',
    'data_class_max',
    'region',
    'retention',
    'abilities',
    'status',
  ],
  toRow: (model) => ({
    id: model.id,
    vendor: model.vendor,
    faces: JSON.stringify(model.faces),
    targets: JSON.stringify(model.targets),
    price_key: model.priceKey,
    context_tokens_max: model.contextTokensMax,
    output_tokens_max: model.outputTokensMax,
    data_class_max: model.clearance.dataClassMax,
    region: model.clearance.region,
    retention: model.clearance.retention,
    abilities: model.abilities === null ? null : JSON.stringify(model.abilities),
    status: model.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    vendor: row.vendor,
    faces: row.faces,
    targets: row.targets,
    priceKey: row.price_key,
    contextTokensMax: numberOrNull(row.context_tokens_max),
    outputTokensMax: numberOrNull(row.output_tokens_max),
    clearance: { dataClassMax: row.data_class_max, region: row.region, retention: row.retention },
    abilities: row.abilities,
    status: row.status,
  }),
});

export type PriceRow = {
  readonly id: string;
  readonly price_key: string;
  readonly effective_from: Date;
  readonly effective_to: Date | null;
  readonly predicates: PricePredicates;
  readonly input_uncached: string | null;
  readonly input_cache_read: string | null;
  readonly input_cache_write_5m: string | null;
  readonly input_cache_write_1h: string | null;
  readonly output_visible: string | null;
  readonly output_reasoning: string | null;
  readonly source: string;
};

export const priceTable = nounTable<Price, PriceRow>({
  table: 'price',
  columns: [
    'id',
    'price_key',
    'effective_from',
    'effective_to',
    'predicates',
    'input_uncached',
    'input_cache_read',
    'input_cache_write_5m',
    'input_cache_write_1h',
    'output_visible',
    'output_reasoning',
    'source',
  ],
  toRow: (price) => ({
    id: price.id,
    price_key: price.priceKey,
    effective_from: new Date(price.effectiveFromMs),
    effective_to: dateOrNull(price.effectiveToMs),
    predicates: JSON.stringify(price.predicates),
    input_uncached: price.nanodollarsPerMillionTokens.inputUncached,
    input_cache_read: price.nanodollarsPerMillionTokens.inputCacheRead,
    input_cache_write_5m: price.nanodollarsPerMillionTokens.inputCacheWrite5m,
    input_cache_write_1h: price.nanodollarsPerMillionTokens.inputCacheWrite1h,
    output_visible: price.nanodollarsPerMillionTokens.outputVisible,
    output_reasoning: price.nanodollarsPerMillionTokens.outputReasoning,
    source: price.source,
  }),
  fromRow: (row) => ({
    id: row.id,
    priceKey: row.price_key,
    effectiveFromMs: row.effective_from.getTime(),
    effectiveToMs: millisecondsOrNull(row.effective_to),
    predicates: row.predicates,
    nanodollarsPerMillionTokens: {
      inputUncached: row.input_uncached,
      inputCacheRead: row.input_cache_read,
      inputCacheWrite5m: row.input_cache_write_5m,
      inputCacheWrite1h: row.input_cache_write_1h,
      outputVisible: row.output_visible,
      outputReasoning: row.output_reasoning,
    },
    source: row.source,
  }),
});
