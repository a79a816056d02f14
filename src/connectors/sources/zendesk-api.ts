import { follow } from '../../domain/source/fill-place.ts';
import { type SourceFact, UNSAID } from '../../domain/source/source-fact.ts';
import type { AskedSystem } from '../../ports/source-desk.ts';
import type { Ask, ResultApi } from './source-api.ts';
import { flagAt, momentAt, textAt, textsAt } from './wire-values.ts';

const RESULT = /^(https?:\/\/[^/]+)\/agent\/tickets\/(\d{1,20})$/;
/** When a ticket was solved stands apart from it: each of a page is asked for by itself. */
const PAGE_ROWS = 30;
const SOLVED = new Set(['solved', 'closed']);

type Read = AskedSystem<{ readonly facts: readonly SourceFact[] }>;

/** Zendesk's REST API (developer.zendesk.com, v2): tickets that are solved, and since when. It does not say who solved them. */
export function zendeskApi(ask: Ask, { pagesUrl }: { readonly pagesUrl: string | null }): ResultApi {
  return {
    readAgain: async (subject) => {
      const [, pages, id] = RESULT.exec(subject) ?? [];
      if (pages === undefined || id === undefined) return { kind: 'not_asked', why: `${subject} is no ticket.` };
      const ticket = await ask(`/api/v2/tickets/${id}.json`);
      return ticket.kind === 'failed' ? ticket : readTicket(ask, pages, follow(ticket.json, '/ticket')[0]);
    },
    readPast: async ({ sinceMs, page }) => {
      if (pagesUrl === null) return { kind: 'not_asked', why: 'Say where its pages are: "pagesUrl".' };
      const query = `type:ticket status>=solved solved>=${new Date(sinceMs).toISOString().slice(0, 10)}`;
      const after = page === null ? '' : `&page%5Bafter%5D=${encodeURIComponent(page)}`;
      const listing = `filter%5Btype%5D=ticket&page%5Bsize%5D=${PAGE_ROWS}${after}`;
      const found = await ask(`/api/v2/search/export.json?query=${encodeURIComponent(query)}&${listing}`);
      if (found.kind === 'failed') return found;
      const facts: SourceFact[] = [];
      const tickets = follow(found.json, '/results/[*]');
      for (const ticket of tickets) {
        const read = await readTicket(ask, pagesUrl, ticket);
        if (read.kind !== 'answered') return read;
        facts.push(...read.facts.filter(({ atMs }) => atMs >= sinceMs));
      }
      const cursor = textAt(found.json, '/meta/after_cursor') ?? null;
      const nextPage = flagAt(found.json, '/meta/has_more') ? cursor : null;
      return { kind: 'answered', facts, results: tickets.length, nextPage };
    },
  };
}

async function readTicket(ask: Ask, pages: string, ticket: unknown): Promise<Read> {
  const id = textAt(ticket, '/id');
  if (id === undefined || !SOLVED.has(textAt(ticket, '/status') ?? '')) return { kind: 'answered', facts: [] };
  const metrics = await ask(`/api/v2/tickets/${id}/metrics.json`);
  if (metrics.kind === 'failed') return metrics;
  const atMs = momentAt(metrics.json, '/ticket_metric/solved_at');
  if (atMs === undefined) return { kind: 'answered', facts: [] };
  const assigneeId = textAt(ticket, '/assignee_id');
  const item = textAt(ticket, '/external_id');
  const fact: SourceFact = {
    kind: 'finished',
    subject: `${pages}/agent/tickets/${id}`,
    atMs,
    what: 'ticket',
    worker: assigneeId === undefined ? null : { externalId: assigneeId, shownAs: null, email: null, isBot: false },
    by: UNSAID,
    startedAtMs: momentAt(ticket, '/created_at') ?? null,
    project: null,
    branch: null,
    labels: textsAt(ticket, '/tags/[*]'),
    names: [],
    marks: item === undefined ? [] : [{ kind: 'work_item', value: item }],
    amount: null,
  };
  return { kind: 'answered', facts: [fact] };
}
