import { applyMapping } from '../../domain/source/apply-mapping.ts';
import { follow } from '../../domain/source/fill-place.ts';
import type { Source } from '../../domain/source/source.ts';
import type { SourceFact } from '../../domain/source/source-fact.ts';
import { INCIDENT_CHANGED, mappingOfKind } from './kind-mappings.ts';
import type { Ask, ResultApi } from './source-api.ts';
import { momentAt, textAt } from './wire-values.ts';

const RESULT = /^https?:\/\/[^/]+\/[^/]+\/incidents\/(\d{1,9})$/;
const PAGE_ROWS = 100;

/** The API of incident.io (api-docs.incident.io, v2), read by the same mapping as its webhooks. */
export function incidentIoApi(ask: Ask, source: Source): ResultApi {
  const mapping = source.mapping.length > 0 ? source.mapping : mappingOfKind('incident_io');
  const read = (incident: unknown): readonly SourceFact[] => {
    const { facts } = applyMapping(mapping, { payload: asWebhook(incident), pagesUrl: source.pagesUrl });
    return facts.filter(({ kind }) => kind === 'finished');
  };
  return {
    readAgain: async (subject) => {
      const number = RESULT.exec(subject)?.[1];
      if (number === undefined) return { kind: 'not_asked', why: `${subject} is no incident.` };
      // By its number, as its address has it.
      const incident = await ask(`/v2/incidents/${number}`);
      if (incident.kind === 'failed') return incident;
      return { kind: 'answered', facts: follow(incident.json, '/incident').flatMap(read) };
    },
    readPast: async ({ sinceMs, page }) => {
      const since = new Date(sinceMs).toISOString().slice(0, 10);
      const after = page === null ? '' : `&after=${encodeURIComponent(page)}`;
      const query = `page_size=${PAGE_ROWS}&status_category%5Bone_of%5D=closed&created_at%5Bgte%5D=${since}${after}`;
      const found = await ask(`/v2/incidents?${query}`);
      if (found.kind === 'failed') return found;
      const incidents = follow(found.json, '/incidents/[*]');
      const facts = incidents.flatMap(read).filter(({ atMs }) => atMs >= sinceMs);
      const nextPage = incidents.length < PAGE_ROWS ? null : (textAt(found.json, '/pagination_meta/after') ?? null);
      return { kind: 'answered', facts, results: incidents.length, nextPage };
    },
  };
}

/** As a webhook would have told of its last change. When it was closed stands among its timestamps, where it stands at all. */
function asWebhook(incident: unknown): unknown {
  const closed = follow(incident, '/incident_timestamp_values/[incident_timestamp.name=Closed at]/value/value')[0];
  const whole = typeof incident === 'object' && incident !== null ? incident : {};
  const isKnown = momentAt({ closed }, '/closed') !== undefined;
  return {
    event_type: INCIDENT_CHANGED,
    [INCIDENT_CHANGED]: {
      new_status: follow(incident, '/incident_status')[0],
      incident: isKnown ? { ...whole, updated_at: closed } : whole,
    },
  };
}
