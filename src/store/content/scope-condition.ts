import type { ContentScope } from '../../domain/content/content-scope.ts';
import { dateOrNull } from '../control/column-values.ts';

/**
 * Records within a scope, as `isWithin` of the domain has it; parameters $1 to $5 are `scopeValues`. A scope that says
 * nothing holds nothing.
 */
export const withinScope = `
  num_nonnulls($1::text, $2::text, $3::text, $4::timestamptz, $5::timestamptz) > 0
  and ($1::text is null or (record.owner_kind = 'person' and record.owner_id = $1))
  and ($2::text is null or record.use_case_id = $2)
  and ($3::text is null or record.call_id = $3)
  and ($4::timestamptz is null or record.at >= $4)
  and ($5::timestamptz is null or record.at < $5)`;

export function scopeValues({ personId, useCaseId, callId, fromMs, toMs }: ContentScope): readonly unknown[] {
  return [personId, useCaseId, callId, dateOrNull(fromMs), dateOrNull(toMs)];
}

/** Whether a legal hold in force is about the row `record`; the same law, with the hold's columns. */
export const isHeld = `exists (
  select from tokenward.legal_hold hold where hold.state = 'in_force'
    and (hold.person_id is null or (record.owner_kind = 'person' and record.owner_id = hold.person_id))
    and (hold.use_case_id is null or record.use_case_id = hold.use_case_id)
    and (hold.call_id is null or record.call_id = hold.call_id)
    and (hold.from_at is null or record.at >= hold.from_at)
    and (hold.to_at is null or record.at < hold.to_at))`;
