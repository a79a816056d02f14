import { findPriceKey } from '../../domain/catalog/price-key.ts';
import type { Face, Model, ModelClearance, Upstream, UpstreamKind } from '../../domain/catalog/upstream.ts';
import type { PriceSeed } from './price-seed.ts';

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

/** The models that the sample organisation may call, each with the price key by which the seed prices it. */
export function sampleModels(seed: PriceSeed): readonly Model[] {
  const book = { priceKeys: new Set(seed.rows.map((row) => row.priceKey)), otherNames: seed.otherNames };
  const model = (id: string, vendor: 'openai' | 'anthropic', faces: readonly Face[]): Model => ({
    id,
    vendor,
    faces,
    targets: [{ upstreamId: vendor, upstreamModel: id }],
    // One that the seed does not price keeps the key under which a price of it will be written.
    priceKey: findPriceKey({ vendor, upstreamModel: id }, book) ?? `${vendor}/${id}`,
    contextTokensMax: null,
    outputTokensMax: null,
    clearance: clearanceOf(id, vendor),
    abilities: abilitiesOf(id, faces),
    status: 'active',
  });
  return [
    ...OPENAI_CHAT.map((id) => model(id, 'openai', ['openai-chat', 'openai-responses'])),
    ...OPENAI_EMBEDDINGS.map((id) => model(id, 'openai', ['openai-embeddings'])),
    ...ANTHROPIC.map((id) => model(id, 'anthropic', ['anthropic-messages', 'anthropic-count-tokens'])),
  ];
}

/** Invented terms of an organisation that has agreed more with one vendor, and most for the models of its tier 3 work. */
function clearanceOf(id: string, vendor: 'openai' | 'anthropic'): ModelClearance {
  if (id.startsWith('claude-opus-')) return { dataClassMax: 'restricted', region: 'eu', retention: 'none' };
  if (vendor === 'anthropic') return { dataClassMax: 'confidential', region: 'eu', retention: 'none' };
  const isNewer = id.startsWith('gpt-5') || id.startsWith('gpt-6');
  return { dataClassMax: isNewer ? 'confidential' : 'internal', region: 'us', retention: 'limited' };
}

/** The models of older series answer without reasoning; what turns texts into vectors does nothing else. */
function abilitiesOf(id: string, faces: readonly Face[]): Model['abilities'] {
  if (faces.includes('openai-embeddings')) return [];
  const isOlder = id.startsWith('gpt-4');
  return ['tools', 'structured_output', 'media', ...(isOlder ? [] : (['reasoning'] as const))];
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
