import type { Permission } from '../domain/identity/permission.ts';

/**
 * What pages are told of when it changes: never what it is now, only that it is worth asking again. `own`: whoever a
 * change is about hears of it without any permission. `everybody`: what all may read.
 */
// biome-ignore format: a table is read down
export const TOPICS = {
  requests:   { scope: 'control.read', area: 'own',           hearers: 'own' },
  exceptions: { scope: 'control.read', area: 'budgets',       hearers: 'own' },
  validations:{ scope: 'control.read', area: 'outcomes',      hearers: 'own' },
  outcomes:   { scope: 'control.read', area: 'outcomes',      hearers: 'own' },
  scores:     { scope: 'control.read', area: 'outcomes',      hearers: 'own' },
  breaches:   { scope: 'control.read', area: 'protection',    hearers: 'permitted' },
  sources:    { scope: 'control.read', area: 'outcomes',      hearers: 'permitted' },
  protection: { scope: 'control.read', area: 'findings',    hearers: 'own' },
  containment: { scope: 'control.read', area: 'protection', hearers: 'permitted' },
  budgets:    { scope: 'control.read', area: 'budgets',       hearers: 'own' },
  usage:      { scope: 'control.read', area: 'usage',         hearers: 'permitted' },
  finance:    { scope: 'control.read', area: 'finance',       hearers: 'permitted' },
  catalogue:  { scope: 'control.read', area: 'catalogue',     hearers: 'permitted' },
  policy:     { scope: 'control.read', area: 'policy',        hearers: 'permitted' },
  directory:  { scope: 'control.read', area: 'directory',     hearers: 'permitted' },
  access:     { scope: 'control.read', area: 'access',        hearers: 'permitted' },
  content:    { scope: 'control.read', area: 'content',       hearers: 'permitted' },
  library:    { scope: 'control.read', area: 'library',       hearers: 'everybody' },
  programmes: { scope: 'control.read', area: 'programmes',    hearers: 'everybody' },
  configuration: { scope: 'control.read', area: 'configuration', hearers: 'permitted' },
  audit:      { scope: 'audit.read',   area: 'audit',         hearers: 'permitted' },
} as const satisfies Readonly<Record<string, Permission & { readonly hearers: 'own' | 'permitted' | 'everybody' }>>;

export type Topic = keyof typeof TOPICS;

/** By the first word of an event of the trail. A word that is not here changes what stands in the trail and nothing else. */
// biome-ignore format: a table is read down
const TOPICS_OF_NOUN: Readonly<Record<string, readonly Topic[]>> = {
  approval:             ['requests'],
  exception:            ['exceptions'],
  transfer:             ['budgets'],
  envelope:             ['budgets'],
  calendar:             ['budgets'],
  allowance:            ['budgets'],
  allowance_rule:       ['budgets'],
  notice:               ['budgets'],
  incident:             ['budgets'],
  validation:           ['validations', 'outcomes'],
  outcome:              ['outcomes', 'validations'],
  outcome_type:         ['outcomes'],
  person_merge:         ['outcomes'],
  score_run:            ['scores'],
  score_formula:        ['scores'],
  score_profile:        ['scores'],
  score_class:          ['scores'],
  score_contest:        ['scores'],
  work_assignment:      ['scores'],
  adoption_check:       ['scores'],
  breach:               ['breaches'],
  source:               ['sources'],
  external_identity:    ['sources'],
  protection:           ['protection'],
  suspension:           ['containment'],
  report:               ['containment'],
  detector:             ['containment'],
  detection_pattern:    ['containment'],
  detection_dictionary: ['containment'],
  detection_proposal:   ['containment'],
  allow_entry:          ['containment'],
  calls:                ['usage'],
  call:                 ['usage'],
  task:                 ['usage'],
  chargeback:           ['finance'],
  cost_report:          ['finance'],
  price:                ['finance'],
  price_book:           ['finance'],
  use_case:             ['catalogue'],
  model:                ['catalogue'],
  upstream:             ['catalogue'],
  route:                ['catalogue'],
  cache:                ['catalogue'],
  policy:               ['policy'],
  policy_version:       ['policy'],
  cost_centre:          ['directory'],
  team:                 ['directory'],
  person:               ['directory'],
  project:              ['directory'],
  service_account:      ['directory'],
  api_key:              ['access'],
  role_grant:           ['access'],
  handover:             ['access'],
  provisioned_group:    ['access'],
  content:              ['content'],
  content_access:       ['content'],
  legal_hold:           ['content'],
  retention_rule:       ['content'],
  erasure:              ['content'],
  library_asset:        ['library'],
  library_version:      ['library'],
  merge_proposal:       ['library'],
  similarity_rule:      ['library'],
  workflow:             ['library'],
  programme:            ['programmes'],
  leaderboard:          ['programmes'],
  recognition:          ['programmes'],
  recognition_rule:     ['programmes'],
  configuration:        ['configuration', 'catalogue', 'directory', 'budgets', 'finance'],
};

/** Everything that is recorded changes the trail; its reader hears of it beside the rest. */
export function topicsOf(noun: string): readonly Topic[] {
  return [...(TOPICS_OF_NOUN[noun] ?? []), 'audit'];
}

/** After these somebody may hold another role, or none: who listens is looked at again before anything is told. */
const CHANGES_ROLES: ReadonlySet<string> = new Set([
  'session',
  'role_grant',
  'api_key',
  'person',
  'team',
  'use_case',
  'provisioned_group',
  'configuration',
  'password',
]);

export function changesRoles(noun: string): boolean {
  return CHANGES_ROLES.has(noun);
}
