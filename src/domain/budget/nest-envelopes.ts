import type { Envelope, EnvelopeScope } from './envelope.ts';
import { amountInWords } from './envelope-amount.ts';

type Nested = Pick<Envelope, 'id' | 'scope' | 'unit' | 'period' | 'hardCap' | 'status'>;

/** Envelopes around one, widest first, and those inside it: by their scopes alone, so no two can be around each other. */
export type Nesting<Row extends Nested> = { readonly parents: readonly Row[]; readonly children: readonly Row[] };

/**
 * A parent's scope is part of the child's: every call of the child falls into the parent too. Only envelopes that count
 * the same and are active are put in order; their periods may differ.
 */
export function nestingOf<Row extends Nested>(envelope: Row, all: readonly Row[]): Nesting<Row> {
  const others = all.filter(
    ({ id, unit, status }) => id !== envelope.id && unit === envelope.unit && status === 'active',
  );
  return {
    parents: others.filter(({ scope }) => isInside(envelope.scope, scope)).sort(byWidth),
    children: others.filter(({ scope }) => isInside(scope, envelope.scope)).sort(byWidth),
  };
}

/** Whether every call of the one is a call of the other, and not the other way round. */
export function isInside(inner: EnvelopeScope, outer: EnvelopeScope): boolean {
  const named = membersOf(inner);
  const wanted = membersOf(outer);
  return wanted.size < named.size && [...wanted].every(([member, value]) => named.get(member) === value);
}

/** Whether two scopes ask for the same. */
export function isSameScope(one: EnvelopeScope, other: EnvelopeScope): boolean {
  const members = membersOf(one);
  const others = membersOf(other);
  return members.size === others.size && [...members].every(([member, value]) => others.get(member) === value);
}

/**
 * What the caps of an envelope and of those directly inside it say of one another. Children are added up only among those
 * that part the same thing (the teams of an organisation, the use cases of a team): others overlap.
 */
export function capWarnings<Row extends Nested>(envelope: Row, children: readonly Row[]): readonly string[] {
  const { unit, hardCap, period } = envelope;
  if (unit === 'concurrency') return [];
  const depth = membersOf(envelope.scope).size;
  const direct = children.filter((child) => child.period === period && membersOf(child.scope).size === depth + 1);
  const warnings = direct
    .filter((child) => child.hardCap > hardCap)
    .map(
      (child) =>
        `"${child.id}" inside it allows ${amountInWords(unit, child.hardCap)}, more than the ${amountInWords(unit, hardCap)} of "${envelope.id}": the smaller cap holds.`,
    );
  for (const [member, parts] of Map.groupBy(direct, (child) => addedMember(child.scope, envelope.scope))) {
    const sum = parts.reduce((total, child) => total + child.hardCap, 0n);
    if (sum <= hardCap || parts.length < 2) continue;
    warnings.push(
      `The caps of the ${parts.length} envelopes by ${MEMBER_WORDS[member] ?? 'tag'} inside "${envelope.id}" come to ${amountInWords(unit, sum)}, more than its ${amountInWords(unit, hardCap)}: not all of them can be used up.`,
    );
  }
  return warnings;
}

/** The scope in words: `all calls`, `team support`, `team support, use case coding`. */
export function scopeInWords(scope: EnvelopeScope): string {
  const parts = [...membersOf(scope)].map(
    ([member, value]) => `${MEMBER_WORDS[member] ?? member.replace(':', ' ')} ${value}`,
  );
  return parts.length === 0 ? 'all calls' : parts.join(', ');
}

const MEMBER_WORDS: Readonly<Record<string, string>> = {
  teamId: 'team',
  projectId: 'project',
  useCaseId: 'use case',
  personId: 'person',
  lane: 'lane',
};

/** What the scope asks for, member to value; a tag under its own name. */
function membersOf({ tag, ...members }: EnvelopeScope): ReadonlyMap<string, string> {
  const named = new Map<string, string>(Object.entries(members));
  if (tag !== undefined) named.set(`tag:${tag.name}`, tag.value);
  return named;
}

function addedMember(inner: EnvelopeScope, outer: EnvelopeScope): string {
  const wanted = membersOf(outer);
  return [...membersOf(inner).keys()].find((member) => !wanted.has(member)) ?? '';
}

function byWidth(one: Nested, other: Nested): number {
  return membersOf(one.scope).size - membersOf(other.scope).size || (one.id < other.id ? -1 : 1);
}
