import { counted } from '../figures/counts.ts';

const CLASSES = {
  public: 'Public',
  internal: 'Internal',
  confidential: 'Confidential',
  restricted: 'Restricted',
} as const;

export const USE_CASE_WORDS = {
  title: 'Use cases',
  lead: 'What models are used for here: with which data, by which models, under which controls.',
  matrix: 'Use case by data class',
  matrixNote: 'In each class the models of the stack that are cleared for it. A dash: the class is not allowed.',
  controlsNote:
    'In each class the models that are cleared for it, and what the policy does. Unfolded: when, and by which row.',
  make: 'New use case',
  none: 'There is no use case yet.',
  noneWhy: 'Every call belongs to one. Make the first.',
  name: 'Use case',
  tier: 'Tier',
  tiers: { 1: '1 · self-service', 2: '2 · managed', 3: '3 · constrained' },
  state: 'State',
  all: 'All',
  states: { active: 'In use', blocked: 'Blocked', archived: 'Archived' },
  classes: CLASSES,
  notAllowed: 'not allowed',
  noModel: 'no model cleared',
  moreModels: (more: number) => `+${more}`,
  owner: 'Owner',
  nobody: 'nobody',
  lane: 'Lane',
  lanes: { exploration: 'Exploration', production: 'Production', both: 'Both' },
  logging: 'What is kept of calls',
  loggings: { none: 'Metadata alone, no content', metadata: 'Metadata', content: 'Content too, where rules say so' },
} as const;

/** A row of the matrix as far as a cell tells of it. */
type Row = {
  readonly for?: {
    readonly team?: readonly string[];
    readonly role?: readonly string[];
    readonly lane?: readonly string[];
  };
  readonly when?: {
    readonly findings?: readonly string[];
    readonly media?: readonly string[];
    readonly model?: readonly string[];
  };
};

export const CONTROL_WORDS = {
  effects: { allow: 'Allowed', ask: 'Asked about first', refuse: 'Refused' },
  notAllowed: 'Not allowed',
  deeds: (does: readonly string[]) => capital(does.map(deedOf).join(', ')),
  byRows: (rows: number) => `· ${counted(rows, ['row', 'rows'])}`,
  whenOf: ({ for: whose = {}, when = {} }: Row) =>
    [
      ...(when.findings === undefined ? [] : [`if ${when.findings.join(', ')} is found`]),
      ...(when.media === undefined ? [] : [`with ${when.media.join(', ')}`]),
      ...(when.model === undefined ? [] : [`by ${when.model.join(', ')}`]),
      ...(whose.team === undefined ? [] : [`for ${whose.team.join(', ')}`]),
      ...(whose.role === undefined ? [] : [`for ${whose.role.join(', ')}`]),
      ...(whose.lane === undefined ? [] : [`in ${whose.lane.join(', ')}`]),
    ]
      .map((part) => ` ${part}`)
      .join(''),
  someCalls: ' for some calls',
  cedar: (id: string) => `${id}, in Cedar`,
  change: (id: string) => `Change the row ${id}`,
  addRow: 'Add a row',
  addRowFor: (useCase: string, dataClass: string) => `Add a row for ${useCase}, ${dataClass}`,
} as const;

const DEEDS: Readonly<Record<string, string>> = {
  allow: 'allowed',
  note: 'noted',
  warn: 'warned',
  ask: 'asked about first',
  refuse: 'refused',
  'log content': 'text kept',
  'require template': 'template needed',
};

/** A phrase of a row as what becomes of a call. */
function deedOf(phrase: string): string {
  const known = DEEDS[phrase];
  if (known !== undefined) return known;
  if (phrase.startsWith('redact and restore')) return 'redacted and put back';
  if (phrase.startsWith('redact')) return 'redacted';
  return phrase
    .replace(/^route only to /, 'routed to ')
    .replace(/^clamp output to (\d+)$/, 'answers up to $1 tokens')
    .replace(/^inspect answers: ?note/, 'answers noted')
    .replace(/^inspect answers: ?redact/, 'answers redacted')
    .replace(/^inspect answers: ?block/, 'answers held back');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const USE_CASE_PAGE_WORDS = {
  page: 'Use case',
  new: 'New use case',
  newLead: 'It can be used as soon as a key allows it.',
  facts: 'As it is',
  category: 'Category',
  purpose: 'Purpose',
  expectedValue: 'Expected value',
  models: 'Models',
  modelsHelp: 'Ids, the cheapest that serves first; commas between. Others are refused.',
  templates: 'Approved templates',
  anyText: 'any text',
  classes: 'Allowed data classes',
  spendLimit: 'Dollars a month',
  spendLimitHelp: 'What it may cost. A budget of the use case holds it there.',
  expectedOutput: 'Usual tokens of an answer',
  expectedOutputHelp: 'Estimates and the choice of model go by it.',
  maxOutput: 'Most tokens of an answer',
  maxOutputHelp: 'Whoever asks for more gets this much and no more.',
  notSaid: 'not said',
  noLimit: 'no limit',
  approvals: 'Approvals',
  approvalsHelp: 'Who has to say yes to a call: use-case owner, security … Commas between; empty: nobody.',
  noApproval: 'none',
  storeAway: 'While the store is away',
  storeAways: { refuse: 'calls are refused', continue: 'calls go on' },
  serving: 'How calls are answered',
  routed: { observe: 'routing watches', on: 'simple calls routed' },
  notRouted: 'by the model they name',
  cached: 'equal ones from an earlier answer',
  notCached: 'each anew',
  edit: 'Change',
  editTitle: 'Change the use case',
  differs: 'What will differ',
  noDifference: 'Nothing was changed yet.',
  save: 'Save',
  create: 'Make it',
  saved: (name: string) => `${name} is saved.`,
  block: 'Block',
  blockNote: 'New calls of this use case are refused until it is unblocked.',
  unblock: 'Unblock',
  unblockNote: 'Calls of this use case go through again.',
  archive: 'Archive',
  archiveNote: 'It is taken out of use. Records keep its name. Keys that allow it have to go first.',
  restore: 'Make it active again',
  restoreNote: 'Keys may allow it again.',
  holds: 'Rows of the policy that hold for it',
  holdsNote: 'Of the matrix that decides now; rules in Cedar may say more.',
  builtIn: 'The built-in policy decides now.',
  id: 'Id',
  idHelp: 'As calls name it. It stays as it is for good.',
  needed: 'This is needed.',
  notId: 'Small letters, digits, dots, dashes, underscores.',
  notNumber: 'A whole number above 0, or empty.',
  notAmount: 'An amount such as 250 or 99.50, or empty.',
} as const;
