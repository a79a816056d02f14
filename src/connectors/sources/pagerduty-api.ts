import { follow } from '../../domain/source/fill-place.ts';
import { doer, type Someone, type SourceFact, THE_SYSTEM } from '../../domain/source/source-fact.ts';
import type { Ask, ResultApi } from './source-api.ts';
import { momentAt, textAt } from './wire-values.ts';

const RESULT = /^https?:\/\/[^/]+\/incidents\/([A-Z0-9]{1,40})$/;
const PAGE_ROWS = 100;

/** PagerDuty's REST API (developer.pagerduty.com, v2): how incidents ended, and who took them on. */
export function pagerdutyApi(ask: Ask): ResultApi {
  return {
    readAgain: async (subject) => {
      const id = RESULT.exec(subject)?.[1];
      if (id === undefined) return { kind: 'not_asked', why: `${subject} is no incident.` };
      const incident = await ask(`/incidents/${id}?include%5B%5D=acknowledgers`);
      if (incident.kind === 'failed') return incident;
      return { kind: 'answered', facts: follow(incident.json, '/incident').flatMap(readIncident) };
    },
    readPast: async ({ sinceMs, page }) => {
      const offset = page ?? '0';
      const since = encodeURIComponent(new Date(sinceMs).toISOString());
      const query = `statuses%5B%5D=resolved&since=${since}&limit=${PAGE_ROWS}&offset=${encodeURIComponent(offset)}&include%5B%5D=acknowledgers`;
      const found = await ask(`/incidents?${query}`);
      if (found.kind === 'failed') return found;
      const incidents = follow(found.json, '/incidents/[*]');
      const hasMore = follow(found.json, '/more')[0] === true;
      const nextPage = hasMore ? String(Number(offset) + PAGE_ROWS) : null;
      return { kind: 'answered', facts: incidents.flatMap(readIncident), results: incidents.length, nextPage };
    },
  };
}

function readIncident(incident: unknown): readonly SourceFact[] {
  const subject = textAt(incident, '/html_url');
  const atMs = momentAt(incident, '/resolved_at') ?? momentAt(incident, '/last_status_change_at');
  if (subject === undefined || atMs === undefined || textAt(incident, '/status') !== 'resolved') return [];
  const isPerson = textAt(incident, '/last_status_change_by/type') === 'user_reference';
  const by = someoneAt(incident, '/last_status_change_by');
  return [
    {
      kind: 'finished',
      subject,
      atMs,
      what: 'incident',
      worker: someoneAt(incident, '/acknowledgements/0/acknowledger') ?? someoneAt(incident, '/assignments/0/assignee'),
      by: isPerson ? doer(by) : THE_SYSTEM,
      startedAtMs: momentAt(incident, '/created_at') ?? null,
      project: textAt(incident, '/service/summary') ?? null,
      branch: null,
      labels: [],
      names: [],
      marks: [],
      amount: null,
    },
  ];
}

function someoneAt(incident: unknown, pointer: string): Someone | null {
  const externalId = textAt(incident, `${pointer}/id`);
  if (externalId === undefined) return null;
  return { externalId, shownAs: textAt(incident, `${pointer}/summary`) ?? null, email: null, isBot: false };
}
