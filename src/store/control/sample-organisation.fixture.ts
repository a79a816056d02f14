import { CACHE_OFF } from '../../domain/catalog/cache-rule.ts';
import type { Price } from '../../domain/catalog/price.ts';
import type { Model, Upstream } from '../../domain/catalog/upstream.ts';
import type { UseCase } from '../../domain/catalog/use-case.ts';
import type { ApiKey } from '../../domain/identity/directory.ts';
import { MAPPING_DEFAULTS } from '../../domain/source/source-mapping.ts';
import type { CaseNoun } from '../../ports/case-nouns.ts';
import type { Actor, ControlStore, Noun, Nouns } from '../../ports/control-store.ts';

export const ACTOR: Actor = { kind: 'person', id: 'ada', keyId: 'key-admin', requestId: 'request-1' };

export const useCase: UseCase = {
  id: 'drafting',
  name: 'Drafting',
  category: 'drafting',
  purpose: 'Letters and notes',
  expectedValue: 'Hours saved',
  ownerPersonId: 'ada',
  tier: 1,
  lane: 'both',
  modelStack: ['small', 'large'],
  approvedTemplateIds: [],
  allowedDataClasses: ['public', 'internal'],
  spendLimitNanodollars: '99999999999999999999',
  expectedOutputTokens: 400,
  maxOutputTokens: null,
  loggingRule: 'metadata',
  requiredApprovals: ['manager'],
  storeAway: 'continue',
  cache: CACHE_OFF,
  routing: {
    mode: 'on',
    difficultyMax: 0.35,
    substitutes: true,
    latencyFallback: false,
    canary: null,
    shadow: { share: 0.05, dailyLimitNanodollars: '2000000000' },
    agreementMin: 0.9,
    errorRateMax: 0.05,
    templateModels: {},
  },
  status: 'active',
};

export const upstream: Upstream = {
  id: 'openai',
  kind: 'openai',
  baseUrl: 'https://api.openai.test/v1',
  key: { kind: 'environment', variable: 'OPENAI_API_KEY' },
  apiVersion: null,
  connectTimeoutMs: 3_000,
  firstByteTimeoutMs: 60_000,
  idleTimeoutMs: 60_000,
  concurrencyMax: 200,
  region: 'eu',
  status: 'active',
};

export const model: Model = {
  id: 'small',
  vendor: 'openai',
  faces: ['openai-chat'],
  targets: [{ upstreamId: 'openai', upstreamModel: 'small-2026' }],
  priceKey: 'openai/small',
  contextTokensMax: 128_000,
  outputTokensMax: null,
  clearance: { dataClassMax: 'confidential', region: 'eu', retention: 'none' },
  abilities: ['tools', 'structured_output'],
  status: 'active',
};

export const price: Price = {
  id: 'price-small',
  priceKey: 'openai/small',
  effectiveFromMs: Date.UTC(2026, 0, 1),
  effectiveToMs: null,
  predicates: { serviceTier: 'priority', inputTokensMin: 200_000 },
  nanodollarsPerMillionTokens: {
    inputUncached: '150000000',
    inputCacheRead: '75000000',
    inputCacheWrite5m: null,
    inputCacheWrite1h: null,
    outputVisible: '600000000',
    outputReasoning: '600000000',
  },
  source: 'contract',
};

export function apiKey(id: string, changes: Partial<ApiKey> = {}): ApiKey {
  return {
    id,
    name: `Key ${id}`,
    digest: `digest-of-${id}`,
    hint: 'tw_abcdefgh',
    owner: { kind: 'person', personId: 'ada' },
    teamId: 'support',
    projectId: 'help-desk',
    lane: 'production',
    tags: { grant: 'eu-2026' },
    scopes: ['call', 'audit.read'],
    allowedUseCaseIds: ['drafting'],
    defaultUseCaseId: 'drafting',
    expiresAtMs: Date.UTC(2027, 0, 1),
    rotatedFromKeyId: null,
    status: 'active',
    statusReason: null,
    ...changes,
  };
}

/** A row of every noun, in an order in which references point forwards as well. */
export const organisation: { readonly [N in Exclude<Noun, CaseNoun>]: Nouns[N] } = {
  api_key: apiKey('key-1'),
  team: { id: 'support', name: 'Support', costCentre: 'cc-1', managerPersonId: 'ada', status: 'active' },
  person: {
    id: 'ada',
    name: 'Ada',
    email: 'ada@example.test',
    teamId: 'support',
    roles: ['manager'],
    region: 'eu',
    employment: 'employee',
    status: 'active',
  },
  project: { id: 'help-desk', name: 'Help desk', teamId: 'support', costCentre: 'cc-2', status: 'active' },
  service_account: {
    id: 'nightly',
    name: 'Nightly',
    teamId: 'support',
    projectId: null,
    ownerPersonId: 'ada',
    status: 'active',
  },
  use_case: useCase,
  upstream,
  model,
  price,
  cost_centre: { id: 'cc-1', name: 'Customer care', status: 'active' },
  workflow: {
    id: 'office-hours',
    name: 'Office hours',
    description: 'When somebody answers',
    useCaseId: 'drafting',
    parameters: [
      { name: 'day', kind: 'date', description: '', default: '2026-03-16', choices: [], min: null, max: null },
    ],
    work: {
      kind: 'http',
      method: 'GET',
      url: 'https://hours.example/{{day}}',
      body: null,
      secret: { header: 'x-api-key', reference: { kind: 'environment', variable: 'HOURS_API_KEY' } },
      pick: '/hours',
      timeoutMs: 1_000,
      bytesMax: 10_000,
    },
    answer: 'On {{day}} we answer {{result}}.',
    dataClassMax: 'internal',
    baselineNanodollars: '120000',
    status: 'active',
  },
  envelope: {
    id: 'support-drafting',
    name: 'Drafting of support',
    scope: { teamId: 'support', useCaseId: 'drafting', tag: { name: 'client', value: 'acme' } },
    ownerPersonId: 'ada',
    costCentre: 'cc-1',
    unit: 'nanodollars',
    period: 'quarter',
    hardCap: 999_999_999_999_999_999n,
    cap: { kind: 'elastic', overdraft: 1n, quantile: 0.95 },
    softThresholds: [50, 99.5],
    carryOver: { kind: 'unused', percent: 50, amountMax: 7n },
    storeAway: 'refuse',
    status: 'active',
    metric: { name: 'Letters answered', unit: 'letters', target: 40, better: 'higher' },
  },
  calendar: { id: 'organisation', timeZone: 'Europe/Berlin', weekStartsOn: 7, yearStartsInMonth: 4 },
  outcome_type: {
    id: 'letters_answered',
    name: 'Letters answered',
    description: 'A letter that needed no second one.',
    unit: 'letter',
    direction: 'more',
    microdollarsPerUnit: 4_500_000,
    lane: 'production',
    maturityDays: 21,
    status: 'active',
  },
  source: {
    id: 'code',
    kind: 'standard_webhooks',
    name: 'Code',
    secrets: [{ kind: 'environment', variable: 'CODE_WEBHOOK_SECRET' }],
    api: { baseUrl: null, token: { kind: 'none' } },
    pagesUrl: 'https://code.example',
    mapping: [
      {
        ...MAPPING_DEFAULTS,
        when: [{ at: '{/type}', is: ['done'], isNot: [] }],
        says: 'finished',
        subject: '{pages}/{/data/id}',
        at: '{/timestamp}',
      },
    ],
    rules: [
      {
        ...{ what: 'result', projects: [], branches: [], labels: ['bug'], requires: ['checks'] },
        ...{ typeId: 'letters_answered', useCaseId: null, amount: { kind: 'each', amount: 1 } },
      },
    ],
    skewSecondsMax: 300,
    status: 'active',
  },
};

/** Puts the whole organisation into a store, in one write. */
export async function putOrganisation(store: ControlStore): Promise<void> {
  await store.write(ACTOR, async (unit) => {
    const options = { managedBy: 'sample', expectedRevision: null } as const;
    await unit.put('api_key', organisation.api_key, options);
    await unit.put('team', organisation.team, options);
    await unit.put('person', organisation.person, options);
    await unit.put('project', organisation.project, options);
    await unit.put('service_account', organisation.service_account, options);
    await unit.put('use_case', organisation.use_case, options);
    await unit.put('upstream', organisation.upstream, options);
    await unit.put('model', organisation.model, options);
    await unit.put('price', organisation.price, options);
    await unit.put('calendar', organisation.calendar, options);
    await unit.put('envelope', organisation.envelope, options);
    await unit.put('workflow', organisation.workflow, options);
    await unit.put('outcome_type', organisation.outcome_type, options);
    await unit.put('source', organisation.source, options);
    await unit.put('cost_centre', organisation.cost_centre, options);
    await unit.put('cost_centre', { id: 'cc-2', name: 'Products', status: 'active' }, options);
    await unit.audit({ type: 'organisation.created', subject: 'sample', detail: {} });
  });
}
