import type { Asset, AssetDefinition, AssetVersion } from '../../domain/library/asset.ts';
import { assetVersionId } from '../../domain/library/asset.ts';
import type { WorkflowParameter } from '../../domain/library/workflow.ts';
import { SAMPLE_USE_CASES } from './sample-use-cases.ts';

/** Noon of 2 November 2026, UTC: when the sample's versions were published and approved. */
const PUBLISHED_AT_MS = Date.UTC(2026, 10, 2, 12);
const TEXT_CHARACTERS_MAX = 50_000;

type SampleAsset = Pick<Asset, 'id' | 'kind' | 'name' | 'description' | 'ownerPersonId' | 'useCaseId'> & {
  readonly starterRoles?: Asset['starterRoles'];
  readonly says: Partial<AssetDefinition> & Pick<AssetDefinition, 'text'>;
};

const SAMPLES: readonly SampleAsset[] = [
  {
    ...{ id: 'meeting-notes', kind: 'template', name: 'Meeting notes', ownerPersonId: 'sam', useCaseId: 'summarising' },
    description: 'Decisions, open questions and who does what, from raw notes or a transcript.',
    starterRoles: ['everyone'],
    says: {
      text:
        'Summarise the meeting below for {{reader}} in at most {{words}} words.\n\n' +
        'Give three lists: decisions, open questions, and tasks with owner and date. Write only what the notes say; ' +
        'where an owner or a date is missing, write "not said". No introduction and no closing remark.\n\nNotes:\n{{notes}}',
      parameters: [
        choice('reader', ['the participants', 'people who were not there', 'management']),
        { ...text('words'), kind: 'integer', min: 50, max: 600, default: '200' },
        text('notes', TEXT_CHARACTERS_MAX),
      ],
      ...{ recommendedModel: 'gpt-5.4-mini', expectedOutputTokens: 350, expectedCostNanodollars: '3500000' },
      examples: [
        {
          title: 'A short stand-up',
          parameters: { notes: 'Sam: the build is green. Ruth needs the audit export by Friday, Sam will do it.' },
          answer: 'Decisions: none.\nOpen questions: none.\nTasks: audit export for Ruth, Sam, by Friday.',
        },
      ],
    },
  },
  {
    ...{ id: 'code-review', kind: 'template', name: 'Code review', ownerPersonId: 'sam', useCaseId: 'coding' },
    description: 'Instructions for a review that finds defects instead of praising; send the diff as your message.',
    starterRoles: ['everyone'],
    says: {
      text:
        'You review a change in {{language}}. Report defects only: wrong results, races, leaks, missing checks of input, ' +
        'broken compatibility, tests that cannot fail. For each: file and line, what happens with which input, and the ' +
        'smallest change that mends it. Order them by harm. Leave out style. If you find nothing, say "No defect found" ' +
        'and name what you could not check. Focus: {{focus}}.',
      place: 'system',
      parameters: [text('language', 60), { ...text('focus', 400), default: 'correctness and security' }],
      ...{ recommendedModel: 'gpt-5.4-mini', expectedOutputTokens: 700, expectedCostNanodollars: '9000000' },
    },
  },
  {
    ...{ id: 'plain-rewrite', kind: 'template', name: 'Plain rewrite', ownerPersonId: 'lena', useCaseId: 'drafting' },
    description: 'The same text in plain language, no longer than before.',
    starterRoles: ['everyone'],
    says: {
      text:
        'Rewrite the text below in plain {{language}} for {{reader}}. Keep every fact, number and name; add none. Short ' +
        'sentences, active voice, no filler. It must not be longer than it was. Give the text alone.\n\n{{text}}',
      parameters: [
        { ...text('language', 40), default: 'English' },
        { ...text('reader', 200), default: 'customers' },
        text('text', TEXT_CHARACTERS_MAX),
      ],
      ...{ recommendedModel: 'gpt-5.4-nano', expectedOutputTokens: 500, expectedCostNanodollars: '900000' },
    },
  },
  {
    ...{ id: 'ticket-reply', kind: 'template', name: 'First reply to a ticket', ownerPersonId: 'tomas' },
    useCaseId: 'support-answers',
    description: 'A first reply that answers from the article given and promises nothing else.',
    starterRoles: ['support', 'manager'],
    says: {
      text:
        'Write a first reply to the ticket below, in the language of the ticket, in at most {{words}} words. Answer only ' +
        'from the article. If it does not answer the question, say what you need to know and that a colleague will look ' +
        'into it; promise no date, refund or exception.\n\nArticle:\n{{article}}\n\nTicket:\n{{ticket}}',
      parameters: [
        { ...text('words'), kind: 'integer', min: 40, max: 300, default: '120' },
        text('article', TEXT_CHARACTERS_MAX),
        text('ticket', 20_000),
      ],
      ...{ dataClassMax: 'confidential', recommendedModel: 'gpt-5.4-mini' },
      ...{ expectedOutputTokens: 220, expectedCostNanodollars: '2500000' },
    },
  },
  {
    ...{ id: 'check-figures', kind: 'template', name: 'Check of figures', ownerPersonId: 'omar' },
    useCaseId: 'data-analysis',
    description: 'What in a table or a claim about it does not add up, before somebody decides by it.',
    says: {
      text:
        'Below are figures and what is said of them. List what does not follow: sums that do not add up, changes of the ' +
        'base, percentages of percentages, missing periods, cause claimed from correlation. For each: the claim, why it ' +
        'does not follow, and which figure would settle it. Calculate only with the figures given, and show how.\n\n' +
        'Figures:\n{{figures}}\n\nSaid of them:\n{{claims}}',
      parameters: [text('figures', TEXT_CHARACTERS_MAX), text('claims', 20_000)],
      ...{ expectedOutputTokens: 600, expectedCostNanodollars: '8000000' },
    },
  },
  {
    ...{ id: 'incident-report', kind: 'playbook', name: 'Report after an incident', ownerPersonId: 'ruth' },
    useCaseId: 'drafting',
    description: 'How we write down what happened, with a model and without blame.',
    starterRoles: ['security'],
    says: {
      text:
        '1. Collect the timeline from the incident tool yourself; do not let a model guess times.\n' +
        '2. Take out names of people and customers.\n' +
        '3. Draft with the template plain-rewrite, reader "engineers of other teams".\n' +
        '4. Check each cause against a log line or a commit, and link it.\n' +
        '5. Two people who were there read it before it is sent.',
    },
  },
];

export const SAMPLE_ASSETS: readonly Asset[] = SAMPLES.map(({ says: _says, starterRoles = [], ...asset }) => ({
  ...{ ...asset, starterRoles, labels: { production: 1 }, forkedFrom: null },
  ...{ status: 'active', deprecation: null },
}));

/** Each published, and approved by the owner of its use case. */
export const SAMPLE_ASSET_VERSIONS: readonly AssetVersion[] = SAMPLES.map(({ id, ownerPersonId, useCaseId, says }) => ({
  ...{ link: null, place: 'user', parameters: [], dataClassMax: 'internal', recommendedModel: null },
  ...{ expectedCostNanodollars: null, expectedOutputTokens: null, examples: [], changeNotes: 'The first version.' },
  ...says,
  ...{ id: assetVersionId({ assetId: id, version: 1 }), assetId: id, version: 1, state: 'published' },
  ...{ writtenBy: ownerPersonId, publishedAtMs: PUBLISHED_AT_MS },
  ...{ approvedBy: ownerOf(useCaseId), approvedAtMs: PUBLISHED_AT_MS },
  proposal: null,
}));

function ownerOf(useCaseId: string): string {
  const owner = SAMPLE_USE_CASES.find(({ id }) => id === useCaseId)?.ownerPersonId;
  if (owner === undefined || owner === null) throw new Error(`nobody owns the sample's use case ${useCaseId}`);
  return owner;
}

function text(name: string, max: number | null = null): WorkflowParameter {
  return { name, kind: 'text', description: '', default: null, choices: [], min: null, max };
}

function choice(name: string, choices: readonly string[]): WorkflowParameter {
  return { ...text(name), kind: 'choice', choices, default: choices[0] ?? null };
}
