import type { PolicyFacts } from './policy-facts.ts';

/** What must be done for a call to go on. */
export type Obligation =
  /** The caller is told, by header and in the record; the call goes on as it is. */
  | { readonly kind: 'warn'; readonly sentence: string }
  /**
   * Findings are replaced by placeholders before anything leaves; with `restore` the answer gets the values back.
   * `of`: finding types and groups; empty means whatever was found. Of two of them the one without `restore` wins where
   * both name a finding.
   */
  | { readonly kind: 'redact'; readonly of: readonly string[]; readonly restore: boolean }
  | { readonly kind: 'clamp_output'; readonly tokensMax: number }
  /** Content of this call is kept, encrypted, by the retention rule of its class. */
  | { readonly kind: 'log_content' }
  | { readonly kind: 'require_template' }
  /** Only these models may serve; the first of them in the use case's stack is taken when the one asked for is not among them. */
  | { readonly kind: 'route_only'; readonly modelIds: readonly string[] }
  /**
   * What is done with findings in the answer. `block` needs the answer held back until it is read. Of several the
   * strongest stands first, and wins where two name a finding.
   */
  | { readonly kind: 'inspect_answer'; readonly action: 'note' | 'redact' | 'block'; readonly of: readonly string[] };

export type PolicyEffect = 'allow' | 'ask' | 'refuse';

/** What the rules that decided ask about; tells the caller's program which kind of refusal it is. */
export type PolicySubject = 'findings' | 'data_class' | 'media' | 'template' | 'other';

/**
 * What a policy says of one call. The strongest effect of all rules that hold counts (refuse before ask before allow),
 * obligations add up: the order of rules never matters.
 */
export type PolicyDecision = {
  readonly effect: PolicyEffect;
  /** Ids of the rules that made it so, sorted; never empty. */
  readonly rules: readonly string[];
  /** Empty for a refusal. At most one of a kind, but for warnings, redaction and inspection of answers. */
  readonly obligations: readonly Obligation[];
  readonly about: PolicySubject;
  /** For the caller. What it was, without repeating content. */
  readonly why: string;
  /** What would be allowed instead, or null where nothing would. */
  readonly alternative: string | null;
  /** Whom to ask: a person, a channel, an address. */
  readonly askAt: string | null;
  /** Ids of rules that could not be evaluated, and count as rules that do not hold. Empty for a checked policy. */
  readonly failedRules: readonly string[];
};

/** One version of the policy, ready to decide. Deciding is pure and takes microseconds. */
export type CompiledPolicy = {
  /** `<number>-<first 12 hex digits of the SHA-256 of its canonical text>`: on every record. */
  readonly version: string;
  readonly decide: (facts: PolicyFacts) => PolicyDecision;
};

/** The policies of one moment. */
export type PolicySet = {
  readonly active: CompiledPolicy;
  /** A version on its way: decides for this share (0 to 1) of keys, always the same ones. */
  readonly staged: { readonly policy: CompiledPolicy; readonly share: number } | null;
  /** Decides nothing; what it would have said is recorded. */
  readonly shadow: CompiledPolicy | null;
};
