import type { ToldEvent } from '../../domain/outcome/told-event.ts';

/** An event as it was told, put together again from the columns of `tokenward.outcome_event`. */
export const TOLD = `detail || jsonb_build_object('eventId', event_id, 'kind', kind, 'atMs', round(extract(epoch from at) * 1000),
  'sourceId', source_id, 'teller', jsonb_build_object('kind', actor_kind, 'id', actor_id), 'outcomeId', outcome_id,
  'evidenceId', evidence_id) as told`;

export type ToldRow = { readonly told: ToldEvent };

/** As `jsonb_to_recordset` reads it; what a kind has of its own goes into `detail`. */
export function toRowEvent(event: ToldEvent): Readonly<Record<string, unknown>> {
  const { eventId, kind, atMs, sourceId, teller, outcomeId, evidenceId, ...detail } = event;
  return {
    ...{ event_id: eventId, kind, at: new Date(atMs), source_id: sourceId },
    ...{ actor_kind: teller.kind, actor_id: teller.id, outcome_id: outcomeId, evidence_id: evidenceId, detail },
  };
}

/** What PostgreSQL cannot hold (NUL, half of a character) is left out or replaced: titles come from other systems. */
export function toStorableJson(value: unknown): string {
  return JSON.stringify(value, (_member, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
  );
}
