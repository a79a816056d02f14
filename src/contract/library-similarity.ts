import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, readRoute, verbRoute } from './row-routes.ts';
import { RANGE } from './usage.ts';
import { DataClass, KEPT, Moment, OneLine, Slug } from './wire-values.ts';

const tag = 'Library';
const count = z.int().min(0);
const percent = z.number().nullable();
const AssetKind = z.enum(['template', 'agent', 'workflow', 'automation', 'playbook']);
const ComparedVersion = z.object({ assetId: z.string(), version: z.int() });

const ruleShape = {
  mode: z.enum(['off', 'on']),
  useCaseIds: z.array(Slug).max(500).meta({
    description: 'Use cases whose calls are looked at; empty is all. Those whose logging rule is "none" never are.',
  }),
  dataClassMax: DataClass.meta({ description: 'The most sensitive content that is looked at.' }),
  keepDays: z.int().min(7).max(180).meta({ description: 'For how long fingerprints are kept.' }),
};
const SimilarityRule = z
  .object({
    id: z.string(),
    ...ruleShape,
    lookedAt: z
      .array(z.string())
      .meta({ description: 'Use cases whose calls are looked at by now; empty while it is off, or none allows it.' }),
    ...KEPT,
  })
  .meta({ id: 'SimilarityRule' });
const RuleChange = z.strictObject(ruleShape).partial().meta({ id: 'SimilarityRuleChange' });

const MergeProposal = z
  .object({
    id: z.string(),
    kind: z.enum(['assets', 'prompts']),
    similarityPercent: count,
    kept: ComparedVersion.nullable().meta({ description: 'What stays; of prompts null until it is accepted.' }),
    merged: ComparedVersion.nullable().meta({ description: 'What goes; of prompts null.' }),
    teamIds: z.array(z.string()),
    useCaseIds: z.array(z.string()),
    people: count.meta({ description: 'Who sent such prompts, five at least. Of assets 0.' }),
    calls: count,
    prompts: count.meta({ description: 'How many different ones; their words are not kept.' }),
    state: z.enum(['proposed', 'accepted', 'declined', 'undone']),
    proposedBy: z.string().nullable().meta({ description: 'Null: found by comparing.' }),
    decidedBy: z.string().nullable(),
    decisionReason: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'MergeProposal' });

const Reason = OneLine.meta({ description: 'Whoever asks later reads this.' });
const proposalAt = { tag, id: z.string().min(1).max(100), row: MergeProposal } as const;

const Drift = z
  .object({
    assetId: z.string(),
    version: z.int().nullable(),
    teamIds: z.array(z.string()).nullable().meta({ description: 'Teams of fewer than five people stand together.' }),
    named: count.meta({ description: 'Calls that name it.' }),
    unnamed: count.meta({ description: 'Calls that are made of it and do not say so: not counted as reuse.' }),
    drifted: count.meta({ description: 'Calls that kept less than eight tenths of its words.' }),
    driftedPercent: percent.meta({ description: 'Null: fewer calls than tell anything.' }),
    keptTenthsMedian: percent,
  })
  .meta({ id: 'TemplateDrift' });

const Signals = z
  .object({
    teamIds: z.array(z.string()).meta({ description: 'One team, or several that are small; five people at least.' }),
    people: count,
    tasks: count,
    libraryTasks: count.meta({ description: 'Tasks in which a template was named.' }),
    libraryPercent: percent,
    libraryChange: percent.meta({ description: 'In percent points, since the time of the same length before.' }),
    sharedAssets: count.meta({ description: 'Assets of theirs that other teams used.' }),
    adoptedAssets: count.meta({ description: 'Assets of other teams that they used.' }),
    openings: count.meta({ description: 'Different prompts that began a conversation, where fingerprints are on.' }),
    oneOffs: count.meta({ description: 'Of these, sent once and no template.' }),
    oneOffPercent: percent,
    oneOffChange: percent,
  })
  .meta({ id: 'LibrarySignals' });

const Related = z.object({
  assetId: z.string(),
  name: z.string(),
  ownerPersonId: z.string(),
  status: z.enum(['active', 'deprecated']),
  version: z.int().meta({ description: 'The version that was forked.' }),
  distance: z.int().min(1),
});

const Similar = z
  .object({
    assetId: z.string(),
    version: z.int(),
    kind: AssetKind,
    name: z.string(),
    ownerPersonId: z.string(),
    similarityPercent: count,
    containedPercent: count.meta({ description: "How much of the asset's own words stand in the text." }),
  })
  .meta({ id: 'SimilarAsset' });

const StarterRole = z
  .object({
    role: z.string(),
    people: z.int().nullable().meta({ description: 'Null: fewer than five.' }),
    assets: z.array(z.object({ assetId: z.string(), name: z.string(), kind: AssetKind, usedPercent: percent })),
  })
  .meta({ id: 'StarterRole' });

const report = { ...ROUTE_DEFAULTS, method: 'GET', tag, scope: 'control.read' } as const;
const span = { from: Moment, to: Moment };

export const LIBRARY_SIMILARITY_ROUTES = {
  readSimilarityRule: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/similarity',
    scope: 'any',
    tag,
    summary: 'What fingerprints are taken of; revision 0 is off, which nobody has changed',
    answer: SimilarityRule,
  },
  changeSimilarityRule: {
    ...ROUTE_DEFAULTS,
    method: 'PATCH',
    path: '/similarity',
    scope: 'control.write',
    ifMatch: true,
    tag,
    summary: 'Say what fingerprints may be taken of; gateways follow within a second',
    body: RuleChange,
    answer: SimilarityRule,
    problems: ['reference_unknown', 'reference_archived'],
  },
  listMergeProposals: {
    ...listRoute({
      tag,
      path: '/merge-proposals',
      summary: 'List what may become one: assets, and prompts of several teams where you may read the library',
      filters: {
        kind: z.enum(['assets', 'prompts']).exactOptional(),
        state: z.enum(['proposed', 'accepted', 'declined', 'undone']).exactOptional(),
      },
      row: MergeProposal,
    }),
    scope: 'any',
  },
  readMergeProposal: {
    ...readRoute({ ...proposalAt, path: '/merge-proposals/{id}', summary: 'Read one proposal' }),
    scope: 'any',
  },
  proposeMerge: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/merge-proposals',
    scope: 'any',
    status: 201,
    tag,
    summary: 'Propose that one asset becomes another; an open proposal about the two is given back',
    body: z.strictObject({ keptAssetId: Slug, mergedAssetId: Slug }).meta({ id: 'MergeWish' }),
    answer: MergeProposal,
    problems: ['rule_broken'],
  },
  acceptMerge: {
    ...verbRoute({
      ...proposalAt,
      path: '/merge-proposals/{id}/accept',
      summary: 'Make one of two, as the owner of what goes or of its use case; of prompts name the asset they are',
      body: z
        .strictObject({
          keptAssetId: Slug.nullable()
            .default(null)
            .meta({ description: 'Which of the two stays; null: as proposed. Of prompts the asset.' }),
          reason: Reason,
        })
        .meta({ id: 'MergeAcceptance' }),
      problems: ['rule_broken', 'four_eyes'],
    }),
    scope: 'approve',
  },
  declineMerge: {
    ...verbRoute({
      ...proposalAt,
      path: '/merge-proposals/{id}/decline',
      summary: 'Say that they stay two',
      body: z.strictObject({ reason: Reason }).meta({ id: 'MergeRefusal' }),
      problems: ['rule_broken', 'four_eyes'],
    }),
    scope: 'approve',
  },
  undoMerge: {
    ...verbRoute({
      ...proposalAt,
      path: '/merge-proposals/{id}/undo',
      summary: 'Take an accepted merge back',
      body: z.strictObject({ reason: Reason }).meta({ id: 'MergeUndoing' }),
      problems: ['rule_broken', 'four_eyes'],
    }),
    scope: 'approve',
  },
  findSimilarAssets: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/library/similar',
    scope: 'any',
    tag,
    summary: 'What the library has that says nearly the same as a text; the text is kept nowhere',
    body: z.strictObject({ text: z.string().min(1).max(100_000) }).meta({ id: 'SimilarWish' }),
    answer: z.object({ rows: z.array(Similar) }).meta({ id: 'SimilarAssets' }),
  },
  readLineage: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/library/{id}/lineage',
    scope: 'any',
    tag,
    summary: 'Where an asset comes from, and what was forked from it',
    params: z.strictObject({ id: Slug }),
    answer: z.object({ origins: z.array(Related), forks: z.array(Related) }).meta({ id: 'AssetLineage' }),
  },
  readTemplateDrift: {
    ...report,
    path: '/drift',
    summary: 'How far calls are from the templates that they are made of',
    query: z.strictObject({
      ...RANGE,
      assetId: Slug.exactOptional(),
      by: z.enum(['asset', 'version', 'team']).default('asset'),
    }),
    answer: z.object({ ...span, by: z.string(), rows: z.array(Drift) }).meta({ id: 'TemplateDrifts' }),
  },
  readLibrarySignals: {
    ...report,
    path: '/library-signals',
    summary: 'What teams share: library use, assets given and taken, one-off prompts; in groups of five people or more',
    narrow: { team: 'teamId' },
    query: z.strictObject({
      ...RANGE,
      teamId: Slug.exactOptional().meta({ description: 'Only the group that this team stands in.' }),
    }),
    answer: z.object({ ...span, rows: z.array(Signals) }).meta({ id: 'LibrarySignalsAnswer' }),
  },
  listStarterRoles: {
    ...report,
    path: '/starter-sets',
    summary: 'What each role starts from, and how many of its people do',
    query: z.strictObject(RANGE),
    answer: z.object({ ...span, rows: z.array(StarterRole) }).meta({ id: 'StarterRoles' }),
  },
} as const;
