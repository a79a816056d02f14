import { fillPlace, fillPlaces, findPlaceFault, type PlaceContext } from './fill-place.ts';
import { readMoment } from './read-moment.ts';
import { type Doer, doer, type Someone, type SourceFact, THE_SYSTEM, UNSAID } from './source-fact.ts';
import type { MappingCondition, MappingRule, Place } from './source-mapping.ts';

/** What of a message was understood, and why a rule that fits it says nothing. */
export type MappedMessage = { readonly facts: readonly SourceFact[]; readonly faults: readonly string[] };

const NAMES_MAX = 20;

/** What a message says by a mapping. Every rule that fits says something. */
export function applyMapping(mapping: readonly MappingRule[], context: PlaceContext): MappedMessage {
  const facts: SourceFact[] = [];
  const faults: string[] = [];
  for (const [at, rule] of mapping.entries()) {
    if (!holdAll(rule.when, context)) continue;
    const said = readRule(rule, context);
    if (typeof said === 'string') faults.push(`Rule ${at + 1} (${rule.says}) fits, but ${said}`);
    else facts.push(said);
  }
  return { facts, faults };
}

/** What is wrong with a mapping, with a pointer to it; undefined: nothing. */
export function findMappingFault(
  mapping: readonly MappingRule[],
): { readonly pointer: string; readonly detail: string } | undefined {
  for (const [at, rule] of mapping.entries()) {
    const detail = faultOfRule(rule);
    if (detail !== undefined) return { pointer: `/mapping/${at}`, detail };
  }
  return undefined;
}

function faultOfRule(rule: MappingRule): string | undefined {
  const conditions = [...rule.when, ...rule.bySystem, ...rule.good];
  const single = [
    rule.subject,
    rule.at,
    rule.startedAt,
    rule.project,
    rule.labels,
    rule.amount,
    rule.reason,
    rule.name,
  ];
  const lists = [rule.worker, rule.workerShownAs, rule.workerEmail, rule.by, rule.byShownAs, rule.byEmail, rule.names];
  const places = [...conditions.map(({ at }) => at), ...single, ...lists.flat(), ...rule.workItems];
  const faulty = places.map(findPlaceFault).find((fault) => fault !== undefined);
  if (faulty !== undefined) return faulty;
  if (rule.subject === '') return 'A rule needs a subject: the address of the result.';
  if (rule.at === '') return 'A rule needs to say when it was so: "at".';
  if (conditions.some(({ is, isNot }) => is.length === 0 && isNot.length === 0))
    return 'A condition needs "is" or "isNot".';
  if (rule.says === 'taken' && rule.by.length === 0) return 'Who took it must be said: "by".';
  return undefined;
}

/** Of a place several values may be there: `is` holds when one of them is listed, `isNot` when none is. */
function holdAll(conditions: readonly MappingCondition[], context: PlaceContext): boolean {
  return conditions.every(({ at, is, isNot }) => {
    const several = fillPlaces(at, context);
    const values = several.length === 0 ? [fillPlace(at, context)] : several;
    if (is.length > 0 && !values.some((value) => is.includes(value))) return false;
    return !values.some((value) => isNot.includes(value));
  });
}

function readRule(rule: MappingRule, context: PlaceContext): SourceFact | string {
  const text = (place: Place): string => fillPlace(place, context);
  const subject = text(rule.subject);
  if (subject === '') return `its subject ${rule.subject} is not there.`;
  const atMs = readMoment(text(rule.at));
  if (atMs === null) return `${rule.at} is no moment.`;
  const base = { subject, atMs };
  const byPerson = someone({ id: rule.by, shownAs: rule.byShownAs, email: rule.byEmail }, context);
  const by = readDoer(rule, byPerson, context);
  switch (rule.says) {
    case 'taken':
      return byPerson === null ? 'nobody is named in "by".' : { kind: 'taken', ...base, by: byPerson };
    case 'approved':
      return { kind: 'approved', ...base, by };
    case 'undone':
      return { kind: 'undone', ...base, reason: text(rule.reason) || 'It was undone there.' };
    case 'checked':
      return { kind: 'checked', ...base, name: text(rule.name) || 'check', isGood: isGood(rule, context) };
    case 'deployed': {
      const environment = text(rule.name) || 'production';
      return { kind: 'deployed', ...base, environment, isProduction: true, isGood: isGood(rule, context) };
    }
    case 'finished':
      return { kind: 'finished', ...base, by, ...readResult(rule, subject, context) };
  }
}

function readResult(rule: MappingRule, subject: string, context: PlaceContext) {
  const text = (place: Place): string => fillPlace(place, context);
  const amount = Number(text(rule.amount) || Number.NaN);
  const names = rule.names.map(text).filter((name) => name !== '' && name !== subject);
  const items = rule.workItems.map(text).filter((item) => item !== '');
  return {
    what: rule.what,
    worker: someone({ id: rule.worker, shownAs: rule.workerShownAs, email: rule.workerEmail }, context),
    startedAtMs: readMoment(text(rule.startedAt)),
    project: text(rule.project) || null,
    branch: null,
    labels: fillPlaces(rule.labels, context),
    names: names.slice(0, NAMES_MAX),
    marks: items.slice(0, NAMES_MAX).map((value) => ({ kind: 'work_item' as const, value })),
    amount: Number.isFinite(amount) ? amount : null,
  };
}

function readDoer(rule: MappingRule, byPerson: Someone | null, context: PlaceContext): Doer {
  if (rule.bySystem.length > 0 && holdAll(rule.bySystem, context)) return THE_SYSTEM;
  return byPerson === null ? UNSAID : doer(byPerson);
}

/** Without conditions it is good. */
function isGood({ good }: MappingRule, context: PlaceContext): boolean {
  return holdAll(good, context);
}

type PlacesOf = Readonly<Record<'id' | 'shownAs' | 'email', readonly Place[]>>;

function someone({ id, shownAs, email }: PlacesOf, context: PlaceContext): Someone | null {
  const first = (places: readonly Place[]): string | null =>
    places.map((place) => fillPlace(place, context)).find((text) => text !== '') ?? null;
  const externalId = first(id);
  if (externalId === null) return null;
  return { externalId: externalId.slice(0, 200), shownAs: first(shownAs), email: first(email), isBot: false };
}
