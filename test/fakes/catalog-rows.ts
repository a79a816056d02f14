import { CACHE_OFF } from '../../src/domain/catalog/cache-rule.ts';
import type { Model, Upstream } from '../../src/domain/catalog/upstream.ts';
import type { UseCase } from '../../src/domain/catalog/use-case.ts';
import type { KeyGrant } from '../../src/domain/identity/key-grant.ts';

/** Whole rows for tests; a test names only what it is about. */

export function aUseCase(change: Partial<UseCase> = {}): UseCase {
  return {
    id: 'drafting',
    name: 'Drafting',
    category: 'drafting',
    purpose: 'Write first drafts',
    expectedValue: 'Hours saved',
    ownerPersonId: 'ada',
    tier: 1,
    lane: 'both',
    modelStack: ['small', 'large'],
    approvedTemplateIds: [],
    allowedDataClasses: ['public', 'internal'],
    spendLimitNanodollars: null,
    expectedOutputTokens: 400,
    maxOutputTokens: null,
    loggingRule: 'none',
    requiredApprovals: [],
    storeAway: 'continue',
    cache: CACHE_OFF,
    routing: null,
    status: 'active',
    ...change,
  };
}

export function aModel(change: Partial<Model> = {}): Model {
  return {
    id: 'small',
    vendor: 'openai',
    faces: ['openai-chat', 'openai-responses'],
    targets: [{ upstreamId: 'main', upstreamModel: 'small' }],
    priceKey: 'openai/small',
    contextTokensMax: null,
    outputTokensMax: null,
    clearance: { dataClassMax: 'internal', region: null, retention: 'unknown' },
    abilities: null,
    status: 'active',
    ...change,
  };
}

export function anUpstream(change: Partial<Upstream> = {}): Upstream {
  return {
    id: 'main',
    kind: 'openai-compatible',
    baseUrl: 'http://127.0.0.1:1/v1',
    key: { kind: 'none' },
    apiVersion: null,
    connectTimeoutMs: 1000,
    firstByteTimeoutMs: 1000,
    idleTimeoutMs: 1000,
    concurrencyMax: 100,
    region: null,
    status: 'active',
    ...change,
  };
}

export function aGrant(change: Partial<KeyGrant> = {}): KeyGrant {
  return {
    keyId: 'key-1',
    owner: { kind: 'person', personId: 'ada' },
    teamId: 'support',
    roles: [],
    region: null,
    employment: null,
    projectId: null,
    costCentre: null,
    lane: 'production',
    tags: {},
    scopes: ['call'],
    allowedUseCaseIds: ['drafting'],
    defaultUseCaseId: 'drafting',
    expiresAtMs: null,
    status: 'active',
    ...change,
  };
}
