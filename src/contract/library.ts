import { z } from 'zod';
import { AssetReuse } from './library-reuse.ts';
import { AssetVersion, DefinitionChange } from './library-versions.ts';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { changeRoute, createRoute, listRoute, readRoute, verbRoute } from './row-routes.ts';
import { RANGE } from './usage.ts';
import { KEPT, Moment, OneLine, Prose, Slug } from './wire-values.ts';

const Kind = z.enum(['template', 'agent', 'workflow', 'automation', 'playbook']);
export const VersionNumber = z.int().min(1).max(1_000_000_000);
const Label = z.enum(['production', 'canary']);

const shape = {
  name: OneLine,
  description: Prose,
  ownerPersonId: Slug.meta({ description: 'Who answers for it. Their own calls are not counted as reuse.' }),
  useCaseId: Slug.meta({ description: 'What it is for. The owner of the use case approves its versions.' }),
  starterRoles: z
    .array(Slug)
    .max(50)
    .meta({ description: 'Roles whose new people start from it; "everyone" is all of them.' }),
};

/** Something that people make once and others use again. */
export const Asset = z
  .object({
    id: Slug,
    kind: Kind,
    ...shape,
    labels: z.object({ production: VersionNumber.exactOptional(), canary: VersionNumber.exactOptional() }),
    forkedFrom: z.object({ assetId: Slug, version: VersionNumber }).nullable(),
    status: z.enum(['active', 'deprecated']),
    deprecation: z.object({ reason: z.string(), successorId: z.string().nullable() }).nullable(),
    ...KEPT,
  })
  .meta({ id: 'LibraryAsset' });

/** An asset with what of it can be used. */
export const StandingAsset = Asset.extend({
  standing: z
    .object({
      inUse: z
        .object({ version: VersionNumber, isApproved: z.boolean() })
        .nullable()
        .meta({ description: 'What calls get that name no version, else the newest; null: nothing is published.' }),
      draft: z
        .object({ version: VersionNumber, state: z.enum(['draft', 'waiting', 'declined']) })
        .nullable()
        .meta({ description: 'For whoever may see drafts of it; null: there is none.' }),
    })
    .meta({ id: 'AssetStanding' }),
}).meta({ id: 'StandingAsset' });

export const AssetCreate = z
  .strictObject({
    id: Slug,
    kind: Kind.default('template'),
    ...shape,
    description: Prose.default(''),
    ownerPersonId: shape.ownerPersonId.nullable().default(null).meta({ description: 'Null: whoever creates it.' }),
    starterRoles: shape.starterRoles.default([]),
  })
  .meta({ id: 'LibraryAssetCreate' });

const Change = z.strictObject(shape).partial().meta({ id: 'LibraryAssetChange' });

const SetLabel = z
  .strictObject({ label: Label, version: VersionNumber.nullable().meta({ description: 'Null takes the label away.' }) })
  .meta({ id: 'LibraryLabel' });

const Deprecate = z
  .strictObject({
    reason: OneLine.meta({ description: 'Whoever calls it reads this.' }),
    successorId: Slug.nullable().default(null).meta({ description: 'What is used instead.' }),
  })
  .meta({ id: 'LibraryDeprecation' });

const Fork = z
  .strictObject({
    id: Slug.meta({ description: 'Of the fork.' }),
    name: OneLine,
    version: VersionNumber.nullable().default(null).meta({ description: 'Null: the one that is in use.' }),
    useCaseId: Slug.nullable().default(null).meta({ description: 'Null: the same.' }),
  })
  .meta({ id: 'LibraryFork' });

const Render = z
  .strictObject({ parameters: z.record(z.string().max(60), z.unknown()).default({}) })
  .meta({ id: 'LibraryRender' });

const Rendered = z
  .object({
    text: z.string(),
    link: z.string().nullable().meta({ description: 'Where the thing itself is found; of a template null.' }),
    place: z.enum(['system', 'user']),
    header: z
      .string()
      .meta({ description: 'Send it as "tokenward-template" with the call, so that the reuse is counted.' }),
    recommendedModel: z.string().nullable(),
    expectedOutputTokens: z.number().nullable(),
    warning: z.string().nullable(),
  })
  .meta({ id: 'RenderedTemplate' });

const Starter = z
  .object({
    asset: Asset,
    version: AssetVersion.nullable(),
    used: z.boolean().meta({ description: 'Whether you called or copied it within a year.' }),
  })
  .meta({ id: 'StarterAsset' });

const tag = 'Library';
const one = { tag, id: Slug, row: Asset } as const;
const inVersion = { ...ROUTE_DEFAULTS, tag, answer: AssetVersion } as const;
export const versionParams = z.strictObject({
  id: Slug,
  version: z.coerce.number<number | string>().int().min(1).max(1_000_000_000),
});
const Named = z
  .string()
  .regex(/^([1-9]\d{0,8}|production|canary|current)$/, 'must be a number, "production", "canary" or "current"')
  .meta({ description: 'A number, a label, or "current": what is in production, else the newest approved version.' });

export const LIBRARY_ROUTES = {
  listLibrary: {
    ...listRoute({
      tag,
      path: '/library',
      summary: 'List what can be used again',
      filters: {
        kind: Kind.exactOptional(),
        useCaseId: Slug.exactOptional(),
        ownerPersonId: Slug.exactOptional(),
        status: z.enum(['active', 'deprecated']).exactOptional(),
      },
      row: StandingAsset,
    }),
    scope: 'any',
  },
  createLibraryAsset: {
    ...createRoute({
      tag,
      path: '/library',
      summary: 'Add an asset of your own, or any with "control.write"',
      body: AssetCreate,
      row: Asset,
      problems: ['four_eyes'],
    }),
    scope: 'any',
  },
  readLibraryAsset: {
    ...readRoute({ ...one, row: StandingAsset, path: '/library/{id}', summary: 'Read an asset' }),
    scope: 'any',
  },
  changeLibraryAsset: {
    ...changeRoute({
      ...one,
      path: '/library/{id}',
      summary: 'Change what is said of an asset of yours, or of any with "control.write"; what it says has versions',
      body: Change,
      problems: ['four_eyes'],
    }),
    scope: 'any',
  },
  listLibraryVersions: {
    ...listRoute({ tag, path: '/library/{id}/versions', summary: 'List its versions', filters: {}, row: AssetVersion }),
    scope: 'any',
    params: z.strictObject({ id: Slug }),
  },
  readLibraryVersion: {
    ...inVersion,
    method: 'GET',
    path: '/library/{id}/versions/{version}',
    scope: 'any',
    summary: 'Read one version',
    params: versionParams,
  },
  draftLibraryVersion: {
    ...inVersion,
    method: 'POST',
    path: '/library/{id}/versions',
    scope: 'any',
    status: 201,
    summary: 'Write the next version of an asset of yours; until it is published this writes the same one again',
    params: z.strictObject({ id: Slug }),
    body: DefinitionChange,
    problems: ['four_eyes', 'rule_broken', 'reference_unknown', 'reference_archived'],
  },
  publishLibraryVersion: {
    ...inVersion,
    method: 'POST',
    path: '/library/{id}/versions/{version}/publish',
    scope: 'control.write',
    summary: 'Publish a version: from then on it never changes',
    params: versionParams,
    body: NOTHING,
    problems: ['rule_broken'],
  },
  renderLibraryVersion: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/library/{id}/versions/{version}/render',
    scope: 'any',
    tag,
    summary:
      'The text of a version with your parameters, to copy; that you took it is counted, what you put in is not kept',
    params: z.strictObject({ id: Slug, version: Named }),
    body: Render,
    answer: Rendered,
    problems: ['rule_broken'],
  },
  labelLibraryAsset: verbRoute({
    ...one,
    path: '/library/{id}/labels',
    summary: 'Point a label at a version, or take it away',
    body: SetLabel,
    problems: ['rule_broken'],
  }),
  deprecateLibraryAsset: {
    ...verbRoute({
      ...one,
      path: '/library/{id}/deprecate',
      summary: 'Say that an asset of yours should no longer be used, why, and what instead',
      body: Deprecate,
      problems: ['four_eyes', 'rule_broken', 'reference_unknown'],
    }),
    scope: 'any',
  },
  restoreLibraryAsset: {
    ...verbRoute({
      ...one,
      path: '/library/{id}/restore',
      summary: 'Take a deprecation back',
      body: NOTHING,
      problems: ['four_eyes'],
    }),
    scope: 'any',
  },
  forkLibraryAsset: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/library/{id}/fork',
    scope: 'any',
    status: 201,
    tag,
    summary: 'Begin an asset of your own from a version of another; the lineage is kept',
    params: z.strictObject({ id: Slug }),
    body: Fork,
    answer: Asset,
    problems: ['already_exists', 'rule_broken', 'reference_unknown', 'reference_archived'],
  },
  readLibraryReuse: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/reuse',
    scope: 'control.read',
    tag,
    summary: 'How often assets were used again, by whom, in which version, and by way of which forks',
    query: z.strictObject({
      ...RANGE,
      assetId: Slug.exactOptional(),
      by: z.enum(['asset', 'version', 'team', 'adopter']).default('asset'),
    }),
    answer: z
      .object({ from: Moment, to: Moment, by: z.string(), rows: z.array(AssetReuse) })
      .meta({ id: 'LibraryReuse' }),
  },
  listStarterSet: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/library',
    scope: 'any',
    tag: 'Me',
    summary: 'What people with your roles start from',
    answer: z.object({ roles: z.array(z.string()), rows: z.array(Starter) }).meta({ id: 'StarterSet' }),
  },
} as const;
