import { Buffer } from 'node:buffer';
import type { UseCase } from '../domain/catalog/use-case.ts';
import type { ApiKey } from '../domain/identity/directory.ts';
import type { RoleGrant } from '../domain/identity/house-role.ts';
import type { PolicyVersion } from '../domain/policy/policy-version.ts';
import type { Noun, Nouns, Stored } from '../ports/control-store.ts';
import { type EvidenceContext, type EvidencePeriod, touches, type WantedSection } from './evidence-context.ts';
import { type EvidencePart, tableParts } from './evidence-parts.ts';
import { type EvidenceTable, evidenceTable, ownerOf } from './evidence-tables.ts';
import { everyRow } from './find-dependants.ts';

/** What was allowed, and who might do what: use cases, policy, roles and keys. */
export function rulesEvidence(context: EvidenceContext, period: EvidencePeriod): readonly WantedSection[] {
  const inForce = (version: Stored<PolicyVersion>): boolean => {
    const { activatedAtMs, retiredAtMs, state } = version.row;
    if (activatedAtMs === null && state !== 'staged') return false;
    const isOver = retiredAtMs !== null && retiredAtMs >= (activatedAtMs ?? 0);
    return touches(period, { sinceMs: version.createdAtMs, untilMs: isOver ? retiredAtMs : null });
  };
  return [
    {
      title: 'Use cases',
      what: 'What may be done with which data and models, its tier, and who answers for it.',
      asked:
        'Every use case that was made before the end of the period, as it stood when it was asked for. Earlier values: events "use_case.*" of the trail.',
      alsoAt: 'GET /api/v1/use-cases',
      parts: () =>
        rowsAsTable(context, 'use-cases', {
          noun: 'use_case',
          table: USE_CASES,
          fits: ({ createdAtMs }) => createdAtMs < period.toMs,
        }),
    },
    {
      title: 'Policy versions',
      what: 'Versions of the policy that decided calls, who wrote, proposed and approved them; their text is in policies/.',
      asked: 'Every version that was ever active or staged, and had not been retired for good before the period began.',
      alsoAt: 'GET /api/v1/policy/versions',
      parts: () => policyParts(context, inForce),
    },
    {
      title: 'Role grants',
      what: 'Who was given which role, for what, by whom, and until when.',
      asked: 'Every grant that was made before the end of the period and had not ended before it began.',
      alsoAt: 'GET /api/v1/role-grants',
      parts: () =>
        rowsAsTable(context, 'role-grants', {
          noun: 'role_grant',
          table: ROLE_GRANTS,
          fits: (grant) => touches(period, { sinceMs: grant.createdAtMs, untilMs: endOf(grant) }),
        }),
    },
    {
      title: 'Keys',
      what: 'API keys: whose they are, what they may do, until when. Never a key, nor anything that a key could be told from.',
      asked:
        'Every key that was made before the end of the period and had neither expired nor been revoked before it began.',
      alsoAt: 'GET /api/v1/api-keys',
      parts: () =>
        rowsAsTable(context, 'keys', {
          noun: 'api_key',
          table: KEYS,
          fits: (key) => touches(period, { sinceMs: key.createdAtMs, untilMs: endOfKey(key) }),
        }),
    },
  ];
}

/** Rows of a noun as they stand, a page in memory at a time. */
export function rowsAsTable<N extends Noun>(
  context: EvidenceContext,
  name: string,
  from: {
    readonly noun: N;
    readonly table: EvidenceTable<Stored<Nouns[N]>>;
    readonly fits: (stored: Stored<Nouns[N]>) => boolean;
  },
): AsyncGenerator<EvidencePart> {
  const rows = async function* () {
    for await (const stored of everyRow(context.store, from.noun))
      if (from.fits(stored)) yield from.table.toCells(stored);
  };
  return tableParts(context.csv, { name, columns: from.table.columns, rows: rows() });
}

async function* policyParts(
  context: EvidenceContext,
  fits: (version: Stored<PolicyVersion>) => boolean,
): AsyncGenerator<EvidencePart> {
  yield* rowsAsTable(context, 'policy-versions', { noun: 'policy_version', table: POLICIES, fits });
  for await (const stored of everyRow(context.store, 'policy_version'))
    if (fits(stored)) yield { name: fileOf(stored.row), bytes: Buffer.from(stored.row.source), rows: 0 };
}

function fileOf({ version }: PolicyVersion): string {
  return `policies/${version}.txt`;
}

function endOf({ row, updatedAtMs }: Stored<RoleGrant>): number | null {
  return row.status === 'ended' ? updatedAtMs : row.expiresAtMs;
}

function endOfKey({ row, updatedAtMs }: Stored<ApiKey>): number | null {
  return row.status === 'revoked' ? updatedAtMs : row.expiresAtMs;
}

const USE_CASES = evidenceTable<Stored<UseCase>>(
  {
    ...{ id: 'words', name: 'words', tier: 'plain', ownerPersonId: 'words', status: 'plain', lane: 'plain' },
    ...{ category: 'words', purpose: 'words', allowedDataClasses: 'json', modelStack: 'json' },
    ...{ approvedTemplateIds: 'json', requiredApprovals: 'json', loggingRule: 'plain', storeAway: 'plain' },
    ...{ spendLimitNanodollars: 'plain', managedBy: 'plain', revision: 'plain' },
    ...{ createdAtMs: 'moment', updatedAtMs: 'moment' },
  },
  ({ row, ...stored }) => ({ ...row, ...stored }),
);

const POLICIES = evidenceTable<Stored<PolicyVersion>>(
  {
    ...{ version: 'words', state: 'plain', note: 'words', authorId: 'words', proposerId: 'words', approvals: 'json' },
    ...{ approvalsNeeded: 'plain', createdAtMs: 'moment', activatedAtMs: 'moment', retiredAtMs: 'moment' },
    ...{ digest: 'plain', file: 'words' },
  },
  ({ row, createdAtMs }) => ({ ...row, createdAtMs, file: fileOf(row) }),
);

const ROLE_GRANTS = evidenceTable<Stored<RoleGrant>>(
  {
    ...{ id: 'words', personId: 'words', role: 'plain', reach: 'json', source: 'plain', reason: 'words' },
    ...{ grantedBy: 'words', createdAtMs: 'moment', expiresAtMs: 'moment', status: 'plain' },
    ...{ endedAtMs: 'moment', endReason: 'words' },
  },
  (stored) => ({
    ...stored.row,
    createdAtMs: stored.createdAtMs,
    endedAtMs: stored.row.status === 'ended' ? stored.updatedAtMs : null,
  }),
);

// Neither the digest nor the first characters: what is not needed to answer for a key is not given away.
const KEYS = evidenceTable<Stored<ApiKey>>(
  {
    ...{ id: 'words', name: 'words', owner: 'words', teamId: 'words', projectId: 'words', lane: 'plain', tags: 'json' },
    ...{ scopes: 'json', allowedUseCaseIds: 'json', rotatedFromKeyId: 'words', createdAtMs: 'moment' },
    ...{ expiresAtMs: 'moment', status: 'plain', statusReason: 'words', updatedAtMs: 'moment' },
  },
  ({ row, createdAtMs, updatedAtMs }) => ({ ...row, owner: ownerOf(row.owner), createdAtMs, updatedAtMs }),
);
