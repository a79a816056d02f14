import type { ExhaustedBudget } from '../budget/exhausted-budget.ts';

/** Why a call or a command was not carried out. Each code is one row of `contract/refusal-codes.ts`. */
export const REFUSAL_CODES = [
  'key_missing',
  'key_unknown',
  'key_expired',
  'key_revoked',
  'key_suspended',
  'scope_missing',
  'body_too_large',
  'body_timeout',
  'body_not_json',
  'body_invalid',
  'duplicate_member',
  'encoding_unsupported',
  'header_invalid',
  'route_unknown',
  'method_not_allowed',
  'use_case_missing',
  'use_case_unknown',
  'use_case_not_allowed',
  'use_case_blocked',
  'lane_mismatch',
  'model_missing',
  'model_unknown',
  'model_not_allowed',
  'model_blocked',
  'face_unsupported',
  'not_translatable',
  'no_target',
  'content_blocked',
  'data_class_not_allowed',
  'policy_refused',
  'approval_required',
  'template_required',
  'template_unknown',
  'template_parameters',
  'template_not_allowed',
  'media_not_allowed',
  'inspection_failed',
  'suspended',
  'answer_withheld',
  'workflow_parameters',
  'workflow_failed',
  'budget_exhausted',
  'rate_limited',
  'model_unpriced',
  'upstream_busy',
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_broken',
  'store_away',
  'journal_full',
  'shutting_down',
  'gateway_overloaded',
  'internal',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A refusal is a value. `why` is public, names the thing at fault, and never repeats content or a secret. */
export type Refusal = {
  readonly kind: 'refusal';
  readonly code: RefusalCode;
  readonly why: string;
  /** Ids of the rules that decided, for the record. */
  readonly rules: readonly string[];
  /** What a policy said besides; null where none decided. */
  readonly advice: RefusalAdvice | null;
  /** The envelope in which there is no room; absent where none decided. */
  readonly budget?: ExhaustedBudget;
  /** When another try is worth it, in whole seconds; absent: as the table of codes has it. */
  readonly retryAfterS?: number;
};

/** What a caller can do about a refusal. */
export type RefusalAdvice = {
  /** What would be allowed instead. */
  readonly alternative: string | null;
  /** Whom to ask. */
  readonly askAt: string | null;
  /** The question that waits for a person, and until when. */
  readonly approval: { readonly id: string; readonly expiresAtMs: number } | null;
  /** The first call that was refused for the same content. */
  readonly repeatOf: string | null;
};

export function refuse(code: RefusalCode, why: string, rules: readonly string[] = []): Refusal {
  return { kind: 'refusal', code, why, rules, advice: null };
}

export function isRefusal(value: object): value is Refusal {
  const { kind }: { readonly kind?: unknown } = value;
  return kind === 'refusal';
}
