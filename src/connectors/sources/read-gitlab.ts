import { doer, type Someone, type SourceFact } from '../../domain/source/source-fact.ts';
import { readReverts } from './read-reverts.ts';
import { marksOf, momentAt, textAt, textsAt } from './wire-values.ts';

/** What a webhook of GitLab says of results (docs.gitlab.com, webhook events, 18.10): merge requests, approvals, pipelines, deployments, issues. */
export function readGitlab(payload: unknown): readonly SourceFact[] {
  const action = textAt(payload, '/object_attributes/action') ?? '';
  switch (textAt(payload, '/object_kind') ?? '') {
    case 'merge_request':
      return readMergeRequest(payload, action);
    case 'pipeline':
      return readPipeline(payload);
    case 'deployment':
      return readDeployment(payload);
    case 'push':
      return readReverts(payload, '/project/default_branch');
    case 'issue':
      return readIssue(payload, action);
    default:
      return [];
  }
}

function readMergeRequest(payload: unknown, action: string): readonly SourceFact[] {
  const subject = textAt(payload, '/object_attributes/url');
  const changedAtMs = momentAt(payload, '/object_attributes/updated_at');
  const user = someoneAt(payload, '/user');
  if (subject === undefined || changedAtMs === undefined) return [];
  const base = { subject, atMs: changedAtMs };
  if (action === 'approval' || action === 'approved')
    return user === null ? [] : [{ kind: 'approved', ...base, by: doer(user) }];
  if (action === 'unapproval' || action === 'unapproved')
    return user === null ? [] : [{ kind: 'unapproved', ...base, by: user }];
  return action === 'merge' ? readMerge(payload, { subject, user, changedAtMs }) : [];
}

function readMerge(
  payload: unknown,
  known: { readonly subject: string; readonly user: Someone | null; readonly changedAtMs: number },
): readonly SourceFact[] {
  const { subject, user } = known;
  const merged = '/object_attributes';
  const atMs = momentAt(payload, `${merged}/merged_at`) ?? known.changedAtMs;
  const reverted = revertedRequest(payload);
  const shas = [`${merged}/merge_commit_sha`, `${merged}/last_commit/id`].flatMap((at) => textAt(payload, at) ?? []);
  const merge: SourceFact = {
    kind: 'finished',
    subject,
    atMs,
    what: reverted === undefined ? 'pull_request' : 'revert',
    worker: authorAt(payload, user),
    by: doer(user),
    startedAtMs: momentAt(payload, `${merged}/created_at`) ?? null,
    project: textAt(payload, '/project/path_with_namespace') ?? null,
    branch: textAt(payload, `${merged}/target_branch`) ?? null,
    labels: textsAt(payload, '/labels/[*]/title'),
    names: [...new Set(shas)].map((sha) => `commit:${sha}`),
    marks: marksOf({
      branch: textAt(payload, `${merged}/source_branch`),
      title: textAt(payload, `${merged}/title`),
      text: textAt(payload, `${merged}/description`),
    }),
    amount: null,
  };
  if (reverted === undefined) return [merge];
  return [merge, { kind: 'undone', subject: reverted, atMs, reason: `It was reverted by ${subject}.` }];
}

/** As GitLab's own button writes it: the title says that it is a revert, and the description names the request. */
export function revertedRequest(payload: unknown): string | undefined {
  const project = textAt(payload, '/project/web_url');
  const title = textAt(payload, '/object_attributes/title') ?? '';
  const text = textAt(payload, '/object_attributes/description') ?? '';
  const number = /^This reverts merge request !(\d{1,9})\b/m.exec(text)?.[1];
  const isRevert = /^Revert "/.test(title) && project !== undefined && number !== undefined;
  return isRevert ? `${project}/-/merge_requests/${number}` : undefined;
}

function readPipeline(payload: unknown): readonly SourceFact[] {
  const sha = textAt(payload, '/object_attributes/sha');
  const status = textAt(payload, '/object_attributes/status') ?? '';
  const atMs = momentAt(payload, '/object_attributes/finished_at');
  if (sha === undefined || atMs === undefined || !['success', 'failed', 'canceled'].includes(status)) return [];
  return [{ kind: 'checked', subject: `commit:${sha}`, atMs, name: 'pipeline', isGood: status === 'success' }];
}

function readDeployment(payload: unknown): readonly SourceFact[] {
  // The commit's whole name stands in its address alone.
  const sha = /\/commit\/([0-9a-f]{40})$/.exec(textAt(payload, '/commit_url') ?? '')?.[1];
  const status = textAt(payload, '/status') ?? '';
  const atMs = momentAt(payload, '/status_changed_at');
  if (sha === undefined || atMs === undefined || !['success', 'failed'].includes(status)) return [];
  const environment = textAt(payload, '/environment') ?? 'production';
  const isProduction = textAt(payload, '/environment_tier') === 'production' || environment === 'production';
  return [
    { kind: 'deployed', subject: `commit:${sha}`, atMs, environment, isProduction, isGood: status === 'success' },
  ];
}

function readIssue(payload: unknown, action: string): readonly SourceFact[] {
  const subject = textAt(payload, '/object_attributes/url');
  const atMs = momentAt(payload, '/object_attributes/closed_at') ?? momentAt(payload, '/object_attributes/updated_at');
  if (subject === undefined || atMs === undefined) return [];
  if (action === 'reopen') {
    const changedAtMs = momentAt(payload, '/object_attributes/updated_at') ?? atMs;
    return [{ kind: 'undone', subject, atMs: changedAtMs, reason: 'It was opened again.' }];
  }
  if (action !== 'close') return [];
  const text = {
    title: textAt(payload, '/object_attributes/title'),
    text: textAt(payload, '/object_attributes/description'),
  };
  return [
    {
      kind: 'finished',
      subject,
      atMs,
      what: 'issue',
      worker: someoneAt(payload, '/assignees/0'),
      by: doer(someoneAt(payload, '/user')),
      startedAtMs: momentAt(payload, '/object_attributes/created_at') ?? null,
      project: textAt(payload, '/project/path_with_namespace') ?? null,
      branch: null,
      labels: textsAt(payload, '/labels/[*]/title'),
      names: [],
      marks: marksOf({ branch: undefined, ...text }),
      amount: null,
    },
  ];
}

/** A merge request names its author by number alone. */
function authorAt(payload: unknown, user: Someone | null): Someone | null {
  const externalId = textAt(payload, '/object_attributes/author_id');
  if (externalId === undefined) return null;
  return user?.externalId === externalId ? user : { externalId, shownAs: null, email: null, isBot: false };
}

export function someoneAt(payload: unknown, pointer: string): Someone | null {
  const externalId = textAt(payload, `${pointer}/id`);
  if (externalId === undefined) return null;
  const email = textAt(payload, `${pointer}/email`) ?? null;
  const shownAs = textAt(payload, `${pointer}/username`) ?? textAt(payload, `${pointer}/name`) ?? null;
  const isBot = /^(project|group)_\d+_bot/.test(shownAs ?? '') || textAt(payload, `${pointer}/bot`) === 'true';
  // Where it is not to be seen, GitLab writes "[REDACTED]".
  return { externalId, shownAs, email: email?.includes('@') === true ? email : null, isBot };
}
