import { OPERATIONS } from 'virtual:operations';

/** Which operations each topic is about, by how their paths begin. */
// biome-ignore format: a table is read down
const PATHS: Readonly<Record<string, readonly string[]>> = {
  requests:      ['/approvals', '/me/approvals'],
  exceptions:    ['/exceptions', '/me/exceptions'],
  validations:   ['/validations', '/me/validations'],
  outcomes:      ['/outcome', '/me/outcomes'],
  scores:        ['/scores', '/me/scores', '/me/contests', '/me/assignments', '/me/adoption'],
  breaches:      ['/breaches'],
  sources:       ['/sources'],
  protection:    ['/protection', '/me/protection', '/team-safety'],
  containment:   ['/suspensions', '/reports', '/me/reports', '/detection'],
  budgets:       ['/envelopes', '/forecasts', '/transfers', '/me/transfers', '/me/budgets', '/notices', '/allowances', '/suspense'],
  usage:         ['/usage', '/calls', '/me/usage', '/tasks', '/me/tasks'],
  finance:       ['/chargeback', '/prices'],
  catalogue:     ['/use-cases', '/models', '/upstreams', '/routes', '/cache'],
  policy:        ['/policy'],
  directory:     ['/teams', '/people', '/projects', '/service-accounts', '/cost-centres'],
  access:        ['/api-keys', '/role-grants', '/handovers'],
  content:       ['/content'],
  library:       ['/library', '/workflows', '/merge', '/reuse', '/starter-sets', '/drift', '/similarity', '/me/library', '/me/assets'],
  programmes:    ['/programmes', '/leaderboards', '/recognition', '/me/recognition', '/me/programmes'],
  configuration: ['/configuration'],
  audit:         ['/audit', '/access-review'],
};

/** Whether the operation shows something of the topic. */
export function isAbout(topic: string, operationId: unknown): boolean {
  const path = typeof operationId === 'string' ? OPERATIONS[operationId]?.[1] : undefined;
  return path !== undefined && (PATHS[topic] ?? []).some((begin) => path.startsWith(begin));
}
