import type { SourceFact } from '../../domain/source/source-fact.ts';
import { readGithub } from './read-github.ts';
import type { Ask, ResultApi } from './source-api.ts';
import { isAt, momentAt, textAt } from './wire-values.ts';

const RESULT = /^https?:\/\/[^/]+\/([\w.-]+\/[\w.-]+)\/(pull|issues)\/(\d{1,9})$/;
/** Each merged one of a page is asked for by itself: the list does not say who merged it. */
const PAGE_ROWS = 30;
const REVIEWS_MAX = 100;

/** GitHub's REST API (docs.github.com, version 2022-11-28), read by the same reader as its webhooks. */
export function githubApi(ask: Ask): ResultApi {
  return {
    readAgain: async (subject) => {
      const [, repository, what, number] = RESULT.exec(subject) ?? [];
      if (repository === undefined || number === undefined)
        return { kind: 'not_asked', why: `${subject} is no pull request or issue.` };
      return what === 'issues' ? readIssue(ask, { repository, number }) : readPull(ask, { repository, number });
    },
    readPast: async ({ project, sinceMs, page }) => {
      if (project === null || !/^[\w.-]+\/[\w.-]+$/.test(project))
        return { kind: 'not_asked', why: 'Say which repository: owner/name.' };
      const number = page ?? '1';
      const query = `state=closed&sort=updated&direction=desc&per_page=${PAGE_ROWS}&page=${encodeURIComponent(number)}`;
      const listed = await ask(`/repos/${project}/pulls?${query}`);
      if (listed.kind === 'failed') return listed;
      const rows: readonly unknown[] = Array.isArray(listed.json) ? listed.json : [];
      const recent = rows.filter((row) => (momentAt(row, '/updated_at') ?? 0) >= sinceMs);
      const merged = recent.filter((row) => (momentAt(row, '/merged_at') ?? 0) >= sinceMs);
      const facts: SourceFact[] = [];
      for (const row of merged) {
        const read = await readPull(ask, { repository: project, number: textAt(row, '/number') ?? '' });
        if (read.kind !== 'answered') return read;
        facts.push(...read.facts);
      }
      const isLast = rows.length < PAGE_ROWS || recent.length < rows.length;
      return { kind: 'answered', facts, results: merged.length, nextPage: isLast ? null : String(Number(number) + 1) };
    },
  };
}

type Result = { readonly repository: string; readonly number: string };

async function readPull(ask: Ask, { repository, number }: Result) {
  const pull = await ask(`/repos/${repository}/pulls/${number}`);
  if (pull.kind === 'failed') return pull;
  const reviews = await ask(`/repos/${repository}/pulls/${number}/reviews?per_page=${REVIEWS_MAX}`);
  if (reviews.kind === 'failed') return reviews;
  const { json } = pull;
  const home = isAt(json, '/base/repo')
    ? { full_name: textAt(json, '/base/repo/full_name'), html_url: textAt(json, '/base/repo/html_url') }
    : {};
  const merge = readGithub('pull_request', { action: 'closed', pull_request: json, repository: home });
  const written: readonly unknown[] = Array.isArray(reviews.json) ? reviews.json : [];
  const approvals = written.flatMap((review) =>
    readGithub('pull_request_review', { action: 'submitted', review, pull_request: json }),
  );
  return { kind: 'answered' as const, facts: [...merge, ...approvals] };
}

async function readIssue(ask: Ask, { repository, number }: Result) {
  const issue = await ask(`/repos/${repository}/issues/${number}`);
  if (issue.kind === 'failed') return issue;
  const { json } = issue;
  if (textAt(json, '/state') !== 'closed') return { kind: 'answered' as const, facts: [] };
  const closed = { action: 'closed', issue: json, sender: senderOf(json), repository: { full_name: repository } };
  return { kind: 'answered' as const, facts: readGithub('issues', closed) };
}

function senderOf(issue: unknown) {
  if (!isAt(issue, '/closed_by')) return null;
  const at = (name: string) => textAt(issue, `/closed_by/${name}`);
  return { id: at('id'), login: at('login'), type: at('type') };
}
