import { z } from 'zod';
import { DataClass, KEPT, ModelName, Moment, NanodollarsText, OneLine, Prose, Slug } from './wire-values.ts';
import { Parameter } from './workflows.ts';

const TEXT_CHARACTERS_MAX = 100_000;

const Example = z
  .strictObject({
    title: OneLine,
    parameters: z.record(z.string().max(60), z.string().max(20_000)).default({}),
    answer: z.string().max(20_000).default(''),
  })
  .meta({ id: 'LibraryExample' });

const shape = {
  text: z
    .string()
    .max(TEXT_CHARACTERS_MAX)
    .meta({ description: 'Of a template what is rendered: {{name}} is a parameter.' }),
  link: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(2_048)
    .nullable()
    .meta({ description: 'Where the thing itself is found.' }),
  place: z.enum(['system', 'user']).meta({ description: 'Where the rendered text stands in a call.' }),
  parameters: z.array(Parameter).max(30),
  dataClassMax: DataClass.meta({ description: 'The most sensitive content that it is meant for.' }),
  recommendedModel: ModelName.nullable(),
  expectedCostNanodollars: NanodollarsText.nullable(),
  expectedOutputTokens: z.int().min(1).max(1_000_000_000).nullable(),
  examples: z.array(Example).max(20),
  changeNotes: Prose.meta({ description: 'What is other than before, for those who use it.' }),
};

const Proposal = z
  .object({
    state: z.enum(['waiting', 'declined']),
    proposedBy: z.string(),
    proposedAt: Moment,
    answer: z
      .object({ by: z.string(), at: Moment, reason: z.string() })
      .nullable()
      .meta({ description: 'Null while it waits.' }),
  })
  .meta({ id: 'VersionProposal' });

/** What an asset says. Once published it never changes. */
export const AssetVersion = z
  .object({
    id: z.string(),
    assetId: Slug,
    version: z.int(),
    ...shape,
    state: z.enum(['draft', 'published']),
    writtenBy: z.string(),
    publishedAt: Moment.nullable(),
    approvedBy: z.string().nullable(),
    approvedAt: Moment.nullable(),
    proposal: Proposal.nullable().meta({ description: 'Of a draft that was put before the owner of the use case.' }),
    ...KEPT,
  })
  .meta({ id: 'LibraryVersion' });

export const DefinitionChange = z
  .strictObject({
    text: shape.text.default(''),
    link: shape.link.default(null),
    place: shape.place.default('user'),
    parameters: shape.parameters.default([]),
    dataClassMax: shape.dataClassMax.default('internal'),
    recommendedModel: shape.recommendedModel.default(null),
    expectedCostNanodollars: shape.expectedCostNanodollars.default(null),
    expectedOutputTokens: shape.expectedOutputTokens.default(null),
    examples: shape.examples.default([]),
    changeNotes: shape.changeNotes.default(''),
  })
  .meta({ id: 'LibraryDefinition' });
