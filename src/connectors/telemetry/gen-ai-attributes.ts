import type { CallRecord } from '../../domain/usage/call-record.ts';
import { inputTokens, outputTokens } from '../../domain/usage/token-usage.ts';

/**
 * The one place that knows the names of the OpenTelemetry GenAI conventions, which are unstable and have changed
 * generation twice. When they change again a second mapping stands beside this one, and the exporter chooses.
 * Source: open-telemetry/semantic-conventions-genai, status development, schema gen-ai/1.42.0 (July 2026).
 */
export const GEN_AI_SCHEMA_URL = 'https://opentelemetry.io/schemas/gen-ai/1.42.0';

export type SpanAttributes = Readonly<Record<string, string | number | boolean | string[]>>;

const OPERATION_OF_FACE: Readonly<Record<string, string>> = {
  'openai-chat': 'chat',
  'openai-responses': 'chat',
  'openai-embeddings': 'embeddings',
  'anthropic-messages': 'chat',
  'anthropic-count-tokens': 'count_tokens',
};

/** `{operation} {model}`, as the conventions name spans. */
export function spanNameOf(record: CallRecord): string {
  const operation = OPERATION_OF_FACE[record.face ?? ''] ?? 'call';
  return record.requestedModel === null ? operation : `${operation} ${record.modelId ?? 'refused'}`;
}

/** Who a call was for stands in `tokenward.*`; never content, never a person's name or address, never a key. */
export function genAiAttributesOf(record: CallRecord): SpanAttributes {
  return withoutNulls({
    'gen_ai.operation.name': OPERATION_OF_FACE[record.face ?? ''] ?? 'call',
    'gen_ai.provider.name': providerOf(record),
    'gen_ai.request.model': record.upstreamModel,
    'gen_ai.request.max_tokens': record.maxOutputTokens,
    'gen_ai.response.model': record.responseModel,
    'gen_ai.response.id': record.responseId,
    'gen_ai.response.finish_reasons': record.finishReason === null ? null : [record.finishReason],
    'gen_ai.usage.input_tokens': record.usageBasis === 'none' ? null : inputTokens(record.usage),
    'gen_ai.usage.output_tokens': record.usageBasis === 'none' ? null : outputTokens(record.usage),
    'gen_ai.usage.cache_read.input_tokens': record.usage.inputCacheReadTokens || null,
    'gen_ai.usage.cache_creation.input_tokens': cacheWrites(record) || null,
    'gen_ai.usage.reasoning.output_tokens': record.usage.outputReasoningTokens || null,
    'error.type': record.errorCode,
    'http.response.status_code': record.status,
    'tokenward.call.id': record.callId,
    'tokenward.outcome': record.outcome,
    'tokenward.team': record.teamId,
    'tokenward.project': record.projectId,
    'tokenward.cost_centre': record.costCentre,
    'tokenward.lane': record.lane,
    'tokenward.use_case': record.useCaseId,
    'tokenward.tier': record.tier,
    'tokenward.task': record.taskId,
    'tokenward.policy.version': record.policyVersion,
    'tokenward.decision': record.decision,
    'tokenward.usage.basis': record.usageBasis,
    'tokenward.cost.nanodollars': record.costNanodollars,
    'tokenward.price_book.version': record.priceBookVersion,
  });
}

function cacheWrites({ usage }: CallRecord): number {
  return usage.inputCacheWrite5mTokens + usage.inputCacheWrite1hTokens + usage.inputCacheWriteUnknownTokens;
}

function providerOf(record: CallRecord): string | null {
  if (record.face === null) return null;
  return record.face.startsWith('anthropic') ? 'anthropic' : 'openai';
}

function withoutNulls(
  attributes: Readonly<Record<string, string | number | boolean | string[] | null>>,
): SpanAttributes {
  const known: Record<string, string | number | boolean | string[]> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== null) known[name] = value;
  return known;
}
