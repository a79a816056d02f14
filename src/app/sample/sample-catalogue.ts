import type { Face, Model, Upstream, UpstreamKind } from '../../domain/catalog/upstream.ts';

const OPENAI_CHAT = [
  'gpt-5.4-nano',
  'gpt-5.4-mini',
  'gpt-5.4',
  'gpt-5.5',
  'gpt-5.3-codex',
  'gpt-5.6-luna',
  'gpt-5.6-terra',
  'gpt-5.6-sol',
  'gpt-6-luna',
  'gpt-6-sol',
  'gpt-6.1-sol',
  'gpt-4o-mini',
  'gpt-4o',
  'gpt-4.1-mini',
  'gpt-4.1',
];
const OPENAI_EMBEDDINGS = ['text-embedding-3-small', 'text-embedding-3-large'];
const ANTHROPIC = [
  'claude-haiku-4-5',
  'claude-haiku-4-5-20251001',
  'claude-haiku-5-5',
  'claude-sonnet-4-5',
  'claude-sonnet-5',
  'claude-sonnet-5-5',
  'claude-opus-4-8',
  'claude-opus-5',
  'claude-opus-5-5',
  'claude-fable-5-2',
];

/** A date behind a model's name changes its release, not its price. */
const DATED = /-\d{8}$/;

export const SAMPLE_MODELS: readonly Model[] = [
  ...OPENAI_CHAT.map((id) => model(id, 'openai', ['openai-chat', 'openai-responses'])),
  ...OPENAI_EMBEDDINGS.map((id) => model(id, 'openai', ['openai-embeddings'])),
  ...ANTHROPIC.map((id) => model(id, 'anthropic', ['anthropic-messages', 'anthropic-count-tokens'])),
];

function model(id: string, vendor: 'openai' | 'anthropic', faces: readonly Face[]): Model {
  return {
    id,
    vendor,
    faces,
    targets: [{ upstreamId: vendor, upstreamModel: id }],
    priceKey: `${vendor}/${id.replace(DATED, '')}`,
    contextTokensMax: null,
    outputTokensMax: null,
    status: 'active',
  };
}

export type SampleUpstreams = {
  /** Where the simulation answers, without a trailing slash and without `/v1`. */
  readonly simulatedAddress: string;
  /** True: this vendor's key is in the environment, and its real API answers. */
  readonly real: Readonly<Record<'openai' | 'anthropic', boolean>>;
};

/** The two vendors as upstreams: the real one where its key is at hand, else the simulation. */
export function sampleUpstreams(choice: SampleUpstreams): readonly Upstream[] {
  return [
    upstream({
      id: 'openai',
      kind: choice.real.openai ? 'openai' : 'openai-compatible',
      variable: choice.real.openai ? 'OPENAI_API_KEY' : null,
      baseUrl: choice.real.openai ? 'https://api.openai.com/v1' : `${choice.simulatedAddress}/v1`,
    }),
    upstream({
      id: 'anthropic',
      kind: 'anthropic',
      variable: choice.real.anthropic ? 'ANTHROPIC_API_KEY' : null,
      baseUrl: choice.real.anthropic ? 'https://api.anthropic.com' : choice.simulatedAddress,
    }),
  ];
}

function upstream(of: {
  readonly id: string;
  readonly kind: UpstreamKind;
  readonly variable: string | null;
  readonly baseUrl: string;
}): Upstream {
  return {
    id: of.id,
    kind: of.kind,
    baseUrl: of.baseUrl,
    apiVersion: null,
    key: of.variable === null ? { kind: 'none' } : { kind: 'environment', variable: of.variable },
    connectTimeoutMs: 5_000,
    firstByteTimeoutMs: 120_000,
    idleTimeoutMs: 120_000,
    concurrencyMax: 512,
    region: null,
    status: 'active',
  };
}
