// Which models the seed holds, and the published facts on models and service tiers that the catalogue lacks.

/** The catalogue's own ids. Left out: audio, image and realtime models, because usage has no bucket for their tokens; models whose figure the catalogue itself doubts; retired ones. */
export const SEEDED_MODELS: Readonly<Record<string, readonly string[]>> = {
  openai: [
    'gpt-4-turbo',
    'gpt-4.1',
    'gpt-4.1-mini',
    'gpt-4.1-nano',
    'gpt-4o',
    'gpt-4o-2024-05-13',
    'gpt-4o-mini',
    'gpt-5',
    'gpt-5-mini',
    'gpt-5-nano',
    'gpt-5-pro',
    'gpt-5.1',
    'gpt-5.1-codex-mini',
    'gpt-5.2',
    'gpt-5.2-pro',
    'gpt-5.3',
    'gpt-5.3-codex',
    'gpt-5.4',
    'gpt-5.4-mini',
    'gpt-5.4-nano',
    'gpt-5.4-pro',
    'gpt-5.5',
    'gpt-5.5-pro',
    'gpt-5.6-luna',
    'gpt-5.6-sol',
    'gpt-5.6-terra',
    'gpt-6-astra',
    'gpt-6-luna',
    'gpt-6-sol',
    'o1',
    'o3',
    'o3-mini',
    'o3-pro',
    'o4-mini',
    'text-embedding-3-large',
    'text-embedding-3-small',
    'text-embedding-ada-002',
  ],
  anthropic: [
    'claude-3-5-haiku-latest',
    'claude-3-haiku',
    'claude-fable-5',
    'claude-fable-5-1',
    'claude-haiku-4-5',
    'claude-opus-4-0',
    'claude-opus-4-1',
    'claude-opus-4-5',
    'claude-opus-4-6',
    'claude-opus-4-7',
    'claude-opus-4-8',
    'claude-opus-5',
    'claude-opus-5-5',
    'claude-sonnet-4-0',
    'claude-sonnet-4-5',
    'claude-sonnet-4-6',
    'claude-sonnet-5',
  ],
  google: [
    'gemini-2.5-flash',
    'gemini-2.5-flash-lite',
    'gemini-2.5-pro',
    'gemini-3-flash-preview',
    'gemini-3-pro-preview',
    'gemini-3.1-flash-lite',
    'gemini-3.1-pro-preview',
    'gemini-3.5-flash',
    'gemini-3.5-flash-lite',
    'gemini-3.6-flash',
    'gemini-3.7-flash',
    'gemini-3.8-flash',
    'gemini-embedding-001',
  ],
  mistral: [
    'codestral-2508',
    'devstral-2512',
    'magistral-medium',
    'ministral-14b-2512',
    'ministral-3b-2512',
    'ministral-8b-2512',
    'mistral-embed',
    'mistral-large-2512',
    'mistral-medium-3-1',
    'mistral-medium-3-5',
    'mistral-small-2603',
  ],
  // The V4 rows end on 2026-08-17: since then the price depends on hour and weekday, which the book cannot say.
  deepseek: ['deepseek-v4-flash', 'deepseek-v4-pro'],
  'x-ai': ['grok-4.3', 'grok-4.5', 'grok-4.6', 'grok-code-fast-1'],
};

/** A model that the catalogue lacks, in dollars for a million tokens. Of two prices from the same threshold the later ends the earlier. */
export type PublishedModel = {
  readonly vendor: string;
  readonly modelId: string;
  readonly source: string;
  /** Tiers at twice every bucket; those at half are told by the model's name, below. */
  readonly doublePriceTiers: readonly string[];
  readonly prices: readonly {
    /** The day, in UTC, from which the price holds. */
    readonly from: string;
    readonly inputTokensMin: number;
    readonly input: string;
    readonly cacheRead: string;
    readonly cacheWrite5m: string;
    readonly cacheWrite1h: string;
    readonly output: string;
  }[];
};

// biome-ignore format: a table is read down
export const PUBLISHED_MODELS: readonly PublishedModel[] = [
  {
    vendor: 'openai',
    modelId: 'gpt-6.1-sol',
    source: 'developers.openai.com, model page gpt-6.1-sol',
    doublePriceTiers: ['priority', 'fast'],
    // One price for a cache write whatever its lifetime. Above 272,000 input tokens the whole request costs more.
    prices: [
      { from: '2026-09-29', inputTokensMin: 0,       input: '2', cacheRead: '0.1', cacheWrite5m: '2.5', cacheWrite1h: '2.5', output: '10' },
      { from: '2026-09-29', inputTokensMin: 272_001, input: '4', cacheRead: '0.2', cacheWrite5m: '5',   cacheWrite1h: '5',   output: '15' },
    ],
  },
  {
    vendor: 'anthropic',
    modelId: 'claude-sonnet-5-5',
    source: 'platform.claude.com, model page sonnet-5-5',
    doublePriceTiers: [],
    prices: [
      { from: '2026-09-28', inputTokensMin: 0,       input: '2', cacheRead: '0.2', cacheWrite5m: '2.5', cacheWrite1h: '4',   output: '10' },
      { from: '2026-10-07', inputTokensMin: 0,       input: '2', cacheRead: '0.1', cacheWrite5m: '2.5', cacheWrite1h: '4',   output: '10' },
    ],
  },
];

/** Half of every bucket: OpenAI's batch prices, which flex processing shares (developers.openai.com/api/docs/pricing). */
export const OPENAI_HALF_PRICE = /^(gpt-5(?!\.\d-pro|-pro)|gpt-6|o3$|o4-mini$)/;

/** Half of every bucket, with cache discounts on top: Anthropic's Message Batches (platform.claude.com, pricing, batch processing). */
export const ANTHROPIC_BATCH = /^claude-/;

/** Dollars for a million tokens (input, cache read, output), from openai.com/api-priority-processing; not for long context. */
export const OPENAI_PRIORITY: Readonly<Record<string, readonly [string, string | null, string]>> = {
  'gpt-5.5': ['12.5', '1.25', '75'],
  'gpt-5.4': ['5', '0.5', '30'],
  'gpt-5.4-mini': ['1.5', '0.15', '9'],
  'gpt-5.2': ['3.5', '0.35', '28'],
  'gpt-5.1': ['2.5', '0.25', '20'],
  'gpt-5': ['2.5', '0.25', '20'],
  'gpt-5-mini': ['0.45', '0.045', '3.6'],
  'gpt-4.1': ['3.5', '0.875', '14'],
  'gpt-4.1-mini': ['0.7', '0.175', '2.8'],
  'gpt-4.1-nano': ['0.2', '0.05', '0.8'],
  'gpt-4o': ['4.25', '2.125', '17'],
  'gpt-4o-2024-05-13': ['8.75', null, '26.25'],
  'gpt-4o-mini': ['0.25', '0.125', '1'],
  o3: ['3.5', '0.875', '14'],
  'o4-mini': ['2', '0.5', '8'],
};

/** Dearer tiers that a vendor sells at a price not known here: a row of nulls, so that such a call shows as unpriced. */
export const UNKNOWN_TIERS: readonly {
  readonly vendor: string;
  readonly serviceTier: string;
  readonly models: RegExp;
}[] = [
  { vendor: 'openai', serviceTier: 'priority', models: /^(gpt|o\d)/ },
  { vendor: 'openai', serviceTier: 'fast', models: /^gpt-(5\.[4-9]|6)/ },
  { vendor: 'anthropic', serviceTier: 'priority', models: /^claude-/ },
  { vendor: 'anthropic', serviceTier: 'fast', models: /^claude-(opus-4-[6-9]|opus-5|fable)/ },
];
