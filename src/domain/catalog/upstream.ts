import type { DataClass } from '../detection/data-class.ts';
import type { ModelAbility } from './routing-rule.ts';

/** The wire a call speaks; also the face at which it came in. */
export const FACES = [
  'openai-chat',
  'openai-responses',
  'openai-embeddings',
  'anthropic-messages',
  'anthropic-count-tokens',
] as const;
export type Face = (typeof FACES)[number];

/** What kind of host answers; decides paths and the header that carries the key, nothing else. */
export type UpstreamKind = 'openai' | 'anthropic' | 'azure-openai' | 'openai-compatible';

/** Where a secret is found. Secrets never stand in configuration. */
export type SecretReference =
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'none' };

export type Upstream = {
  readonly id: string;
  readonly kind: UpstreamKind;
  /** Without a trailing slash; for OpenAI kinds it ends in `/v1`, for Anthropic it does not. */
  readonly baseUrl: string;
  readonly key: SecretReference;
  /** Azure only. */
  readonly apiVersion: string | null;
  readonly connectTimeoutMs: number;
  readonly firstByteTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly concurrencyMax: number;
  readonly region: string | null;
  readonly status: 'active' | 'suspended';
};

/** One way to reach a model: which upstream, under which name there. Tried in order. */
export type ModelTarget = {
  readonly upstreamId: string;
  readonly upstreamModel: string;
};

/** How long a model's vendor keeps what it is sent. */
export const VENDOR_RETENTIONS = ['none', 'limited', 'unlimited', 'unknown'] as const;
export type VendorRetention = (typeof VENDOR_RETENTIONS)[number];

/** What a model may be trusted with (requirement D2). */
export type ModelClearance = {
  /** Content above this class may not go to the model. */
  readonly dataClassMax: DataClass;
  /** Where the vendor works on what it is sent; null where that is not known. */
  readonly region: string | null;
  readonly retention: VendorRetention;
};

export type Model = {
  /** The name that clients send. */
  readonly id: string;
  readonly vendor: string;
  readonly faces: readonly Face[];
  readonly targets: readonly ModelTarget[];
  /** The key into the price book: vendor and model as the vendor bills it. */
  readonly priceKey: string;
  readonly contextTokensMax: number | null;
  readonly outputTokensMax: number | null;
  readonly clearance: ModelClearance;
  /** What it can do beyond text; null where nobody has written it down, and routing sends it plain text alone. */
  readonly abilities: readonly ModelAbility[] | null;
  readonly status: 'active' | 'blocked' | 'archived';
  /** The use case whose calls it answers, where it stands for a registered workflow; absent for what a vendor serves. */
  readonly workflowOf?: string;
};
