import { z } from 'zod';
import { Asset, StandingAsset, VersionNumber, versionParams } from './library.ts';
import { SeenReuse } from './library-reuse.ts';
import { AssetVersion } from './library-versions.ts';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { RANGE } from './usage.ts';
import { OneLine, Slug } from './wire-values.ts';

const Approve = z
  .strictObject({
    inUse: z.boolean().default(false).meta({ description: 'Whether calls that name no version get this one.' }),
  })
  .meta({ id: 'LibraryApproval' });

const Decline = z
  .strictObject({ reason: OneLine.meta({ description: 'Whoever proposed it reads this.' }) })
  .meta({ id: 'LibraryDecline' });

const Waiting = z
  .object({
    asset: Asset,
    version: AssetVersion,
    before: z
      .object({ version: VersionNumber, text: z.string() })
      .nullable()
      .meta({ description: 'The words that it would follow; null: it is the first.' }),
  })
  .meta({ id: 'WaitingVersion' });

const tag = 'Library';
const inVersion = { ...ROUTE_DEFAULTS, tag, answer: AssetVersion } as const;

/** How what somebody wrote comes to be approved, and what they and others see of it. */
export const LIBRARY_PROPOSAL_ROUTES = {
  approveLibraryVersion: {
    ...inVersion,
    method: 'POST',
    path: '/library/{id}/versions/{version}/approve',
    scope: 'approve',
    summary: 'Approve a version as the owner of its use case; one that was proposed is published by it',
    params: versionParams,
    body: Approve,
    problems: ['four_eyes', 'rule_broken'],
  },
  proposeLibraryVersion: {
    ...inVersion,
    method: 'POST',
    path: '/library/{id}/versions/{version}/propose',
    scope: 'any',
    summary: 'Put a draft of yours before the owner of its use case; while it waits it stays as it is',
    params: versionParams,
    body: NOTHING,
    problems: ['four_eyes', 'rule_broken'],
  },
  withdrawLibraryProposal: {
    ...inVersion,
    method: 'POST',
    path: '/library/{id}/versions/{version}/withdraw',
    scope: 'any',
    summary: 'Take a proposal back: it is a draft again',
    params: versionParams,
    body: NOTHING,
    problems: ['four_eyes', 'rule_broken'],
  },
  declineLibraryVersion: {
    ...inVersion,
    method: 'POST',
    path: '/library/{id}/versions/{version}/decline',
    scope: 'approve',
    summary: 'Say no to a proposal, and why, as the owner of the use case',
    params: versionParams,
    body: Decline,
    problems: ['four_eyes', 'rule_broken'],
  },
  readAssetReuse: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/library/{id}/reuse',
    scope: 'any',
    tag,
    summary: 'How often others used an asset; nobody is named, and people are counted from five on',
    params: z.strictObject({ id: Slug }),
    query: z.strictObject(RANGE),
    answer: SeenReuse,
  },
  listMyAssets: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/assets',
    scope: 'any',
    tag: 'Me',
    summary: 'What you answer for in the library, and what waits for you as the owner of a use case',
    answer: z.object({ own: z.array(StandingAsset), toDecide: z.array(Waiting) }).meta({ id: 'MyAssets' }),
  },
} as const;
