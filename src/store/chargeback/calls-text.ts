import type { ChargeView, PeopleView, TimeSpan } from '../../ports/chargeback-store.ts';
import { chargedCalls, chargeKeys } from './charge-sums.ts';
import { tellsApart, viewConditions } from './charge-view.ts';
import { groupKeys, groupSums } from './group-columns.ts';

export type People = PeopleView | { readonly kind: 'apart' };

const HOUR_MS = 60 * 60 * 1000;
const DAY = `to_char(at at time zone $3, 'YYYY-MM-DD')`;
/** Within a `select` of its own it is told once, not for each row. */
const FIRST_DAY = `(select to_char($1::timestamptz at time zone $3, 'YYYY-MM-DD'))`;

/**
 * Calls of a time as rows with the keys of groups: $1 and $2 the time, $3 its zone, $4 which closed month they belong to, $5 whose
 * they are. From the sums of hours where people are put together and the time is of whole hours, as months are in nearly every
 * zone; else from the calls. Stands behind `with AGREED`.
 */
export function callsText(asked: {
  readonly span: TimeSpan;
  readonly people: People;
  readonly view?: ChargeView | undefined;
  readonly values: unknown[];
}): string {
  const { span, people, view, values } = asked;
  const isSummed = people.kind === 'together' && span.fromMs % HOUR_MS === 0 && span.toMs % HOUR_MS === 0;
  const conditions = ['true', ...viewConditions(view, values, DAY)].join(' and ');
  const keys = groupKeys.map((key) => `${keyText(key, view)} as ${key}`).join(', ');
  return `select ${keys}, ${groupSums.join(', ')} from (${isSummed ? SUMMED : countedText(people)}) as charged where ${conditions}`;
}

function keyText(key: (typeof groupKeys)[number], view: ChargeView | undefined): string {
  if (key === 'adjusts') return '$4::text';
  if (key !== 'day') return tellsApart(view, key) ? key : 'null::text';
  return tellsApart(view, key)
    ? DAY
    : `case when price_id in (select agreed_id from agreed) then ${DAY} else ${FIRST_DAY} end`;
}

const SUMMED = `select hour as at, null::text as person_id, ${[...chargeKeys, ...groupSums].join(', ')}
  from tokenward.charge_hourly where hour >= $1 and hour < $2 and $5::text is null`;

function countedText(people: People): string {
  const more = ['admitted_at as at', `${personOf(people)} as person_id`];
  return chargedCalls('tokenward.calls', {
    more,
    where: `admitted_at >= $1 and admitted_at < $2 and ${isAskedFor(people)}`,
  });
}

/** Nobody's id leaves the store where people are put together. */
export function personOf({ kind }: People): string {
  return kind === 'together' ? 'null::text' : 'person_id';
}

export function isAskedFor({ kind }: People): string {
  return kind === 'own' ? 'person_id = $5' : '$5::text is null';
}

export function ownerOf(people: People): string | null {
  return people.kind === 'own' ? people.personId : null;
}
