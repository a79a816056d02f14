import { doer, type Someone, type SourceFact } from '../../domain/source/source-fact.ts';
import { readReverts } from './read-reverts.ts';
import { flagAt, isAt, marksOf, momentAt, textAt, textsAt } from './wire-values.ts';

/**
 * What a webhook of GitHub says of results (docs.github.com, webhook events and payloads, 2026-10): pull requests merged and
 * reverted, reviews, checks, statuses, deployments, issues.
 */
export function readGithub(event: string, payload: unknown): readonly SourceFact[] {
  const action = textAt(payload, '/action') ?? '';
  switch (event) {
    case 'pull_request':
      return action === 'closed' && flagAt(payload, '/pull_request/merged') ? readMerge(payload) : [];
    case 'pull_request_review':
      return readReview(payload, action);
    case 'check_suite':
      return action === 'completed' ? readSuite(payload) : [];
    case 'status':
      return readStatus(payload);
    case 'deployment_status':
      return readDeployment(payload);
    case 'push':
      return readReverts(payload, '/repository/default_branch');
    case 'issues':
      return readIssue(payload, action);
    default:
      return [];
  }
}

function readMerge(payload: unknown): readonly SourceFact[] {
  const pull = '/pull_request';
  const subject = textAt(payload, `${pull}/html_url`);
  const atMs = momentAt(payload, `${pull}/merged_at`);
  if (subject === undefined || atMs === undefined) return [];
  const reverted = revertedPull(payload);
  const commits = [`${pull}/merge_commit_sha`, `${pull}/head/sha`].flatMap((at) => textAt(payload, at) ?? []);
  const merge: SourceFact = {
    kind: 'finished',
    subject,
    atMs,
    what: reverted === undefined ? 'pull_request' : 'revert',
    worker: someoneAt(payload, `${pull}/user`),
    by: doer(someoneAt(payload, `${pull}/merged_by`)),
    startedAtMs: momentAt(payload, `${pull}/created_at`) ?? null,
    project: textAt(payload, '/repository/full_name') ?? null,
    branch: textAt(payload, `${pull}/base/ref`) ?? null,
    labels: textsAt(payload, `${pull}/labels/[*]/name`),
    names: [...new Set(commits)].map(commitName),
    marks: marksOf({
      branch: textAt(payload, `${pull}/head/ref`),
      title: textAt(payload, `${pull}/title`),
      text: textAt(payload, `${pull}/body`),
    }),
    amount: null,
  };
  if (reverted === undefined) return [merge];
  return [merge, { kind: 'undone', subject: reverted, atMs, reason: `It was reverted by ${subject}.` }];
}

/**
 * The pull request that this one reverts, as GitHub's own button writes it: a title that says so and a body that names the
 * number. Neither alone is enough, so that nobody takes somebody's work back by a sentence.
 */
function revertedPull(payload: unknown): string | undefined {
  const repository = textAt(payload, '/repository/html_url');
  const name = textAt(payload, '/repository/full_name') ?? '';
  if (repository === undefined || !/^Revert "/.test(textAt(payload, '/pull_request/title') ?? '')) return undefined;
  const said = /^Reverts (?:([\w.-]+\/[\w.-]+))?#(\d{1,9})\b/m.exec(textAt(payload, '/pull_request/body') ?? '');
  if (said === null || (said[1] !== undefined && said[1].toLowerCase() !== name.toLowerCase())) return undefined;
  return `${repository}/pull/${said[2]}`;
}

function readReview(payload: unknown, action: string): readonly SourceFact[] {
  const subject = textAt(payload, '/pull_request/html_url');
  const by = someoneAt(payload, '/review/user');
  const atMs = momentAt(payload, '/review/submitted_at');
  if (subject === undefined || by === null || atMs === undefined) return [];
  // A dismissal does not say when it was; the pull request was changed by it.
  if (action === 'dismissed')
    return [{ kind: 'unapproved', subject, atMs: momentAt(payload, '/pull_request/updated_at') ?? atMs, by }];
  const isApproved = (textAt(payload, '/review/state') ?? '').toLowerCase() === 'approved';
  return action === 'submitted' && isApproved ? [{ kind: 'approved', subject, atMs, by: doer(by) }] : [];
}

const GOOD = new Set(['success', 'neutral', 'skipped']);

function readSuite(payload: unknown): readonly SourceFact[] {
  const sha = textAt(payload, '/check_suite/head_sha');
  const atMs = momentAt(payload, '/check_suite/updated_at');
  const conclusion = textAt(payload, '/check_suite/conclusion');
  if (sha === undefined || atMs === undefined || conclusion === undefined) return [];
  const name = textAt(payload, '/check_suite/app/slug') ?? textAt(payload, '/check_suite/app/name') ?? 'checks';
  return [{ kind: 'checked', subject: commitName(sha), atMs, name, isGood: GOOD.has(conclusion) }];
}

function readStatus(payload: unknown): readonly SourceFact[] {
  const sha = textAt(payload, '/sha');
  const state = textAt(payload, '/state');
  const atMs = momentAt(payload, '/updated_at');
  if (sha === undefined || atMs === undefined || state === undefined || state === 'pending') return [];
  const name = textAt(payload, '/context') ?? 'status';
  return [{ kind: 'checked', subject: commitName(sha), atMs, name, isGood: state === 'success' }];
}

const ENDED = new Set(['success', 'failure', 'error']);

function readDeployment(payload: unknown): readonly SourceFact[] {
  const sha = textAt(payload, '/deployment/sha');
  const state = textAt(payload, '/deployment_status/state') ?? '';
  const atMs = momentAt(payload, '/deployment_status/created_at');
  if (sha === undefined || atMs === undefined || !ENDED.has(state)) return [];
  const environment = textAt(payload, '/deployment/environment') ?? 'production';
  const isProduction = flagAt(payload, '/deployment/production_environment') || environment === 'production';
  return [{ kind: 'deployed', subject: commitName(sha), atMs, environment, isProduction, isGood: state === 'success' }];
}

function readIssue(payload: unknown, action: string): readonly SourceFact[] {
  const subject = textAt(payload, '/issue/html_url');
  const [closedAtMs, changedAtMs] = [momentAt(payload, '/issue/closed_at'), momentAt(payload, '/issue/updated_at')];
  if (subject === undefined) return [];
  if (action === 'reopened' && changedAtMs !== undefined)
    return [{ kind: 'undone', subject, atMs: changedAtMs, reason: 'It was opened again.' }];
  const isDone = (textAt(payload, '/issue/state_reason') ?? 'completed') === 'completed';
  if (action !== 'closed' || closedAtMs === undefined || !isDone) return [];
  return [
    {
      kind: 'finished',
      subject,
      atMs: closedAtMs,
      what: 'issue',
      worker: someoneAt(payload, '/issue/assignee'),
      by: doer(someoneAt(payload, '/sender')),
      startedAtMs: momentAt(payload, '/issue/created_at') ?? null,
      project: textAt(payload, '/repository/full_name') ?? null,
      branch: null,
      labels: textsAt(payload, '/issue/labels/[*]/name'),
      names: [],
      marks: marksOf({
        branch: undefined,
        title: textAt(payload, '/issue/title'),
        text: textAt(payload, '/issue/body'),
      }),
      amount: null,
    },
  ];
}

/** By the account's number: names of accounts are given to others once they are free. */
function someoneAt(payload: unknown, pointer: string): Someone | null {
  if (!isAt(payload, pointer)) return null;
  const externalId = textAt(payload, `${pointer}/id`);
  if (externalId === undefined) return null;
  const shownAs = textAt(payload, `${pointer}/login`) ?? null;
  return { externalId, shownAs, email: null, isBot: textAt(payload, `${pointer}/type`) === 'Bot' };
}

function commitName(sha: string): string {
  return `commit:${sha}`;
}

/** Which event a payload is of, where the header is lost that says it, as in files. */
export function guessGithubEvent(payload: unknown): string | undefined {
  const marks = [
    ['review', 'pull_request_review'],
    ['pull_request', 'pull_request'],
    ['check_suite', 'check_suite'],
    ['deployment_status', 'deployment_status'],
    ['issue', 'issues'],
    ['commits', 'push'],
    ['context', 'status'],
  ] as const;
  return marks.find(([member]) => isAt(payload, `/${member}`))?.[1];
}
