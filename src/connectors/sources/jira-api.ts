import { applyMapping } from '../../domain/source/apply-mapping.ts';
import { follow } from '../../domain/source/fill-place.ts';
import type { Source } from '../../domain/source/source.ts';
import type { SourceFact } from '../../domain/source/source-fact.ts';
import { mappingOfKind } from './kind-mappings.ts';
import type { Ask, ResultApi } from './source-api.ts';
import { momentAt, textAt } from './wire-values.ts';

const RESULT = /^https?:\/\/[^/]+\/browse\/([A-Z][A-Z0-9_]{1,50}-\d{1,9})$/;
const FIELDS = 'created,assignee,status,project,labels,statuscategorychangedate';
const PAGE_ROWS = 50;

/** Jira's REST API (developer.atlassian.com, v3), read by the same mapping as its webhooks. */
export function jiraApi(ask: Ask, source: Source): ResultApi {
  const mapping = source.mapping.length > 0 ? source.mapping : mappingOfKind('jira');
  const read = (issue: unknown): readonly SourceFact[] => {
    const { facts } = applyMapping(mapping, { payload: asWebhook(issue), pagesUrl: source.pagesUrl });
    return facts.filter(({ kind }) => kind === 'finished');
  };
  return {
    readAgain: async (subject) => {
      const key = RESULT.exec(subject)?.[1];
      if (key === undefined) return { kind: 'not_asked', why: `${subject} is no issue.` };
      const issue = await ask(`/rest/api/3/issue/${key}?expand=changelog&fields=${FIELDS}`);
      return issue.kind === 'failed' ? issue : { kind: 'answered', facts: read(issue.json) };
    },
    readPast: async ({ project, sinceMs, page }) => {
      if (project !== null && !/^[A-Z][A-Z0-9_]{1,50}$/.test(project))
        return { kind: 'not_asked', why: 'Say which project by its key, for instance OPS.' };
      const within = project === null ? '' : `project = ${project} AND `;
      const day = new Date(sinceMs).toISOString().slice(0, 10);
      const jql = `${within}statusCategory = Done AND statusCategoryChangedDate >= "${day}" ORDER BY updated DESC`;
      const token = page === null ? '' : `&nextPageToken=${encodeURIComponent(page)}`;
      const query = `jql=${encodeURIComponent(jql)}&fields=${FIELDS}&expand=changelog&maxResults=${PAGE_ROWS}${token}`;
      const found = await ask(`/rest/api/3/search/jql?${query}`);
      if (found.kind === 'failed') return found;
      const issues = follow(found.json, '/issues/[*]');
      const facts = issues.flatMap(read).filter(({ atMs }) => atMs >= sinceMs);
      return {
        kind: 'answered',
        facts,
        results: issues.length,
        nextPage: textAt(found.json, '/nextPageToken') ?? null,
      };
    },
  };
}

/** The newest change of its status, as a webhook would have told it. */
function asWebhook(issue: unknown): unknown {
  const changes = follow(issue, '/changelog/histories/[*]')
    .filter((change) => textAt(change, '/items/[field=status]/toString') !== undefined)
    .toSorted((one, other) => (momentAt(one, '/created') ?? 0) - (momentAt(other, '/created') ?? 0));
  const last = changes.at(-1);
  const timestamp = momentAt(last, '/created') ?? momentAt(issue, '/fields/statuscategorychangedate');
  return {
    webhookEvent: 'jira:issue_updated',
    timestamp,
    issue,
    user: follow(last, '/author')[0] ?? null,
    changelog: { items: follow(last, '/items/[*]') },
  };
}
