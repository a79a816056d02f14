/** Why a command of the control plane was not carried out; each code is a row of the contract's table. */
export type ControlRefusalCode =
  | 'not_found'
  | 'already_exists'
  | 'archived'
  | 'in_use'
  | 'key_not_active'
  | 'content_not_granted'
  | 'content_unreadable'
  | 'price_overlap'
  | 'managed_by_file'
  | 'revision_conflict'
  | 'plan_changed'
  | 'reference_unknown'
  | 'reference_archived'
  | 'rule_broken'
  | 'expiry_too_far'
  | 'grant_exceeds_creator'
  | 'time_range_invalid'
  | 'policy_faulty'
  | 'policy_stale'
  | 'policy_state'
  | 'four_eyes'
  | 'report_faulty'
  | 'sign_in_failed'
  | 'sign_in_limited'
  | 'passwords_off'
  | 'password_weak'
  | 'link_invalid'
  | 'device_waiting'
  | 'device_denied'
  | 'device_unknown';

/** What is wrong with one member; `pointer` is an RFC 6901 pointer into the row (or the declaration). */
export type Fault = { readonly code: ControlRefusalCode; readonly pointer: string; readonly detail: string };

/** A refusal is a value. `why` is public and names the thing at fault; it never holds a secret. */
export type ControlRefusal = {
  readonly kind: 'control_refusal';
  readonly code: ControlRefusalCode;
  readonly why: string;
  readonly faults: readonly Fault[];
  /** Where the same request may do better later. */
  readonly retryAfterSeconds?: number;
};

export function refuseCommand(code: ControlRefusalCode, why: string, faults: readonly Fault[] = []): ControlRefusal {
  return { kind: 'control_refusal', code, why, faults };
}

/** The refusal that several faults make together: the first one's code and all of their words. */
export function refuseFaults(faults: readonly Fault[]): ControlRefusal | undefined {
  const [first] = faults;
  if (first === undefined) return undefined;
  return refuseCommand(first.code, faults.map((fault) => fault.detail).join(' '), faults);
}

export function isControlRefusal(value: unknown): value is ControlRefusal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'control_refusal';
}
