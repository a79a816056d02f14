/** How a member of a journal line is read by PostgreSQL, stored in `tokenward.calls`, and read back. */
export type CallColumn = {
  readonly member: string;
  readonly column: string;
  readonly kind: CallColumnKind;
};

/**
 *   text      cut to 512 characters: an index entry has a limit, and a client's long header must not cost us the record
 *   integer   smallint or integer in the table
 *   count     bigint in the table, a number in the house
 *   money     bigint in the table, a decimal string in the house
 *   fraction  double precision
 *   time      milliseconds in the house, timestamptz in the table
 *   json      kept as the text it came as
 *   list      jsonb array of strings
 *   laterList, laterCounts   jsonb array of strings, object of numbers; empty where an older line lacks it
 *   object    jsonb, or null
 */
export type CallColumnKind =
  | 'text'
  | 'integer'
  | 'count'
  | 'money'
  | 'fraction'
  | 'time'
  | 'flag'
  | 'json'
  | 'list'
  | 'laterList'
  | 'laterCounts'
  | 'object';

/** Members of a `CallRecord` besides `callId` and `admittedAtMs` (the id says both) and `usage` (below), in the table's order. */
// biome-ignore format: a table is read down
export const callColumns: readonly CallColumn[] = [
  { member: 'gatewayId',              column: 'gateway_id',               kind: 'text' },
  { member: 'keyId',                  column: 'key_id',                   kind: 'text' },
  { member: 'personId',               column: 'person_id',                kind: 'text' },
  { member: 'serviceAccountId',       column: 'service_account_id',       kind: 'text' },
  { member: 'teamId',                 column: 'team_id',                  kind: 'text' },
  { member: 'projectId',              column: 'project_id',               kind: 'text' },
  { member: 'costCentre',             column: 'cost_centre',              kind: 'text' },
  { member: 'lane',                   column: 'lane',                     kind: 'text' },
  { member: 'useCaseId',              column: 'use_case_id',              kind: 'text' },
  { member: 'useCaseSource',          column: 'use_case_source',          kind: 'text' },
  { member: 'tier',                   column: 'tier',                     kind: 'integer' },
  { member: 'purpose',                column: 'purpose',                  kind: 'text' },
  { member: 'outputDestination',      column: 'output_destination',       kind: 'text' },
  { member: 'templateId',             column: 'template_id',              kind: 'text' },
  { member: 'templateVersion',        column: 'template_version',         kind: 'text' },
  { member: 'sessionId',              column: 'session_id',               kind: 'text' },
  { member: 'taskId',                 column: 'task_id',                  kind: 'text' },
  { member: 'taskSource',             column: 'task_source',              kind: 'text' },
  { member: 'conversationHash',       column: 'conversation_hash',        kind: 'text' },
  { member: 'prefixHashes',           column: 'prefix_hashes',            kind: 'list' },
  { member: 'face',                   column: 'face',                     kind: 'text' },
  { member: 'stream',                 column: 'stream',                   kind: 'flag' },
  { member: 'requestedModel',         column: 'requested_model',          kind: 'text' },
  { member: 'modelId',                column: 'model_id',                 kind: 'text' },
  { member: 'upstreamId',             column: 'upstream_id',              kind: 'text' },
  { member: 'upstreamModel',          column: 'upstream_model',           kind: 'text' },
  { member: 'routeReason',            column: 'route_reason',             kind: 'text' },
  { member: 'policyVersion',          column: 'policy_version',           kind: 'text' },
  { member: 'decision',               column: 'decision',                 kind: 'text' },
  { member: 'decisionRules',          column: 'decision_rules',           kind: 'list' },
  { member: 'approverId',             column: 'approver_id',              kind: 'text' },
  { member: 'requestBytes',           column: 'request_bytes',            kind: 'count' },
  { member: 'messageCount',           column: 'message_count',            kind: 'count' },
  { member: 'toolCount',              column: 'tool_count',               kind: 'count' },
  { member: 'maxOutputTokens',        column: 'max_output_tokens',        kind: 'fraction' },
  { member: 'contextTokensEstimated', column: 'context_tokens_estimated', kind: 'count' },
  { member: 'clientName',             column: 'client_name',              kind: 'text' },
  { member: 'traceId',                column: 'trace_id',                 kind: 'text' },
  { member: 'settledAtMs',            column: 'settled_at',               kind: 'time' },
  { member: 'outcome',                column: 'outcome',                  kind: 'text' },
  { member: 'status',                 column: 'status',                   kind: 'integer' },
  { member: 'errorCode',              column: 'error_code',               kind: 'text' },
  { member: 'finishReason',           column: 'finish_reason',            kind: 'text' },
  { member: 'responseModel',          column: 'response_model',           kind: 'text' },
  { member: 'responseId',             column: 'response_id',              kind: 'text' },
  { member: 'attempts',               column: 'attempts',                 kind: 'integer' },
  { member: 'latencyMs',              column: 'latency_ms',               kind: 'fraction' },
  { member: 'firstByteMs',            column: 'first_byte_ms',            kind: 'fraction' },
  { member: 'responseBytes',          column: 'response_bytes',           kind: 'count' },
  { member: 'usageBasis',             column: 'usage_basis',              kind: 'text' },
  { member: 'vendorUsage',            column: 'vendor_usage',             kind: 'json' },
  { member: 'serviceTier',            column: 'service_tier',             kind: 'text' },
  { member: 'costNanodollars',        column: 'cost_nanodollars',         kind: 'money' },
  { member: 'priceId',                column: 'price_id',                 kind: 'text' },
  { member: 'priceBookVersion',       column: 'price_book_version',       kind: 'text' },
  { member: 'dataClass',              column: 'data_class',               kind: 'text' },
  { member: 'declaredDataClass',      column: 'declared_data_class',      kind: 'text' },
  { member: 'findings',               column: 'findings',                 kind: 'laterCounts' },
  { member: 'findingsDigest',         column: 'findings_digest',          kind: 'text' },
  { member: 'obligations',            column: 'obligations',              kind: 'laterList' },
  { member: 'inspectionFailures',     column: 'inspection_failures',      kind: 'laterList' },
  { member: 'shadowDecision',         column: 'shadow_decision',          kind: 'object' },
  { member: 'repeatOf',               column: 'repeat_of',                kind: 'text' },
  { member: 'mediaKinds',             column: 'media_kinds',              kind: 'laterList' },
  { member: 'templateApproved',       column: 'template_approved',        kind: 'flag' },
  { member: 'exceptionIds',           column: 'exception_ids',            kind: 'laterList' },
  { member: 'answerFindings',         column: 'answer_findings',          kind: 'laterCounts' },
  { member: 'answerAction',           column: 'answer_action',            kind: 'text' },
  { member: 'heldNanodollars',         column: 'held_nanodollars',           kind: 'money' },
  { member: 'clampedMaxOutputTokens',  column: 'clamped_max_output_tokens',  kind: 'count' },
  { member: 'holds',                   column: 'holds',                      kind: 'object' },
  { member: 'budgetWaitMs',            column: 'budget_wait_ms',             kind: 'fraction' },
  { member: 'difficulty',              column: 'difficulty',                 kind: 'fraction' },
  { member: 'shadowOf',                column: 'shadow_of',                  kind: 'text' },
  { member: 'charges',                 column: 'charges',                    kind: 'object' },
  { member: 'repeats',                 column: 'repeats',                    kind: 'count' },
  { member: 'routeSavingNanodollars',  column: 'route_saving_nanodollars',   kind: 'money' },
  { member: 'cacheStatus',             column: 'cache_status',               kind: 'text' },
  { member: 'cacheAgeMs',              column: 'cache_age_ms',               kind: 'fraction' },
  { member: 'answeredBy',              column: 'answered_by',                kind: 'text' },
  { member: 'avoidedCostNanodollars',  column: 'avoided_cost_nanodollars',   kind: 'money' },
  { member: 'translatedTo',            column: 'translated_to',              kind: 'text' },
  { member: 'workItem',                column: 'work_item',                  kind: 'text' },
  { member: 'branch',                  column: 'branch',                     kind: 'text' },
];

/** Members of `usage`: the disjoint buckets. */
// biome-ignore format: a table is read down
export const bucketColumns: readonly { readonly member: string; readonly column: string }[] = [
  { member: 'inputUncachedTokens',          column: 'input_uncached_tokens' },
  { member: 'inputCacheReadTokens',         column: 'input_cache_read_tokens' },
  { member: 'inputCacheWrite5mTokens',      column: 'input_cache_write_5m_tokens' },
  { member: 'inputCacheWrite1hTokens',      column: 'input_cache_write_1h_tokens' },
  { member: 'inputCacheWriteUnknownTokens', column: 'input_cache_write_unknown_tokens' },
  { member: 'outputVisibleTokens',          column: 'output_visible_tokens' },
  { member: 'outputReasoningTokens',        column: 'output_reasoning_tokens' },
];
