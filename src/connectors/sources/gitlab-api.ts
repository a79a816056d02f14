import { doer, type SourceFact } from '../../domain/source/source-fact.ts';
import { revertedRequest, someoneAt } from './read-gitlab.ts';
import type { Ask, ResultApi } from './source-api.ts';
import { marksOf, momentAt, textAt, textsAt } from './wire-values.ts';

const RESULT = /^https?:\/\/[^/]+\/(.+)\/-\/merge_requests\/(\d{1,9})$/;
const PAGE_ROWS = 50;

/** GitLab's REST API (docs.gitlab.com, v4): merge requests, and who approved them. */
export function gitlabApi(ask: Ask): ResultApi {
  return {
    readAgain: async (subject) => {
      const [, project, number] = RESULT.exec(subject) ?? [];
      if (project === undefined || number === undefined)
        return { kind: 'not_asked', why: `${subject} is no merge request.` };
      const path = `/projects/${encodeURIComponent(project)}/merge_requests/${number}`;
      const request = await ask(path);
      if (request.kind === 'failed') return request;
      const approvals = await ask(`${path}/approvals`);
      if (approvals.kind === 'failed') return approvals;
      const merge = readRequest(request.json, project);
      return { kind: 'answered', facts: [...merge, ...readApprovals(approvals.json, { subject, of: request.json })] };
    },
    readPast: async ({ project, sinceMs, page }) => {
      if (project === null) return { kind: 'not_asked', why: 'Say which project: group/name.' };
      const number = page ?? '1';
      const since = encodeURIComponent(new Date(sinceMs).toISOString());
      const query = `state=merged&order_by=updated_at&updated_after=${since}&per_page=${PAGE_ROWS}&page=${encodeURIComponent(number)}`;
      const listed = await ask(`/projects/${encodeURIComponent(project)}/merge_requests?${query}`);
      if (listed.kind === 'failed') return listed;
      const rows: readonly unknown[] = Array.isArray(listed.json) ? listed.json : [];
      const facts = rows.flatMap((row) => readRequest(row, project)).filter(({ atMs }) => atMs >= sinceMs);
      const nextPage = rows.length < PAGE_ROWS ? null : String(Number(number) + 1);
      return { kind: 'answered', facts, results: rows.length, nextPage };
    },
  };
}

function readRequest(json: unknown, project: string): readonly SourceFact[] {
  const subject = textAt(json, '/web_url');
  const atMs = momentAt(json, '/merged_at');
  if (subject === undefined || atMs === undefined || textAt(json, '/state') !== 'merged') return [];
  const shas = ['/merge_commit_sha', '/squash_commit_sha', '/sha'].flatMap((at) => textAt(json, at) ?? []);
  const text = { title: textAt(json, '/title'), text: textAt(json, '/description') };
  const webUrl = subject.replace(/\/-\/merge_requests\/\d+$/, '');
  const hook = { project: { web_url: webUrl }, object_attributes: { title: text.title, description: text.text } };
  const reverted = revertedRequest(hook);
  const merge: SourceFact = {
    kind: 'finished',
    subject,
    atMs,
    what: reverted === undefined ? 'pull_request' : 'revert',
    worker: someoneAt(json, '/author'),
    by: doer(someoneAt(json, '/merge_user') ?? someoneAt(json, '/merged_by')),
    startedAtMs: momentAt(json, '/created_at') ?? null,
    project,
    branch: textAt(json, '/target_branch') ?? null,
    labels: textsAt(json, '/labels/[*]'),
    names: [...new Set(shas)].map((sha) => `commit:${sha}`),
    marks: marksOf({ branch: textAt(json, '/source_branch'), ...text }),
    amount: null,
  };
  if (reverted === undefined) return [merge];
  return [merge, { kind: 'undone', subject: reverted, atMs, reason: `It was reverted by ${subject}.` }];
}

const APPROVALS_MAX = 50;

/** The API says who approves now; of when it was, that it was before the merge. */
function readApprovals(
  json: unknown,
  { subject, of }: { readonly subject: string; readonly of: unknown },
): readonly SourceFact[] {
  const atMs = momentAt(of, '/merged_at');
  if (atMs === undefined) return [];
  return Array.from({ length: APPROVALS_MAX }, (_none, at) => someoneAt(json, `/approved_by/${at}/user`)).flatMap(
    (by) => (by === null ? [] : [{ kind: 'approved' as const, subject, atMs, by: doer(by) }]),
  );
}
