import type { NamedNoun } from '../../contract/names.ts';
import type { NamedIds, NameReach, Names } from '../../ports/directory-store.ts';

/** Members that hold an id, wherever in an answer they stand, and of which nouns it may be one. */
// biome-ignore format: a table is read down
const NOUNS_OF_MEMBER: ReadonlyMap<string, readonly NamedNoun[]> = new Map([
  ['personId',          ['person']],
  ['ownerPersonId',     ['person']],
  ['managerPersonId',   ['person']],
  ['requesterId',       ['person', 'service_account']],
  ['approverId',        ['person', 'service_account']],
  ['readerId',          ['person', 'service_account']],
  ['actorId',           ['person', 'service_account']],
  ['decidedBy',         ['person', 'service_account']],
  ['ownerId',           ['person', 'service_account']],
  ['serviceAccountId',  ['service_account']],
  ['teamId',            ['team']],
  ['projectId',         ['project']],
  ['useCaseId',         ['use_case']],
  ['allowedUseCaseIds', ['use_case']],
  ['envelopeId',        ['envelope']],
]);
/** What rows of sums are grouped by, where those groups are things with names. */
const NOUN_OF_GROUPING: ReadonlyMap<unknown, NamedNoun> = new Map([
  ['person', 'person'],
  ['team', 'team'],
  ['project', 'project'],
  ['use_case', 'use_case'],
]);
/** How an owner of either kind is written. */
const OWNER = /^(person|service_account):(.+)$/;
const DEPTH_MAX = 8;

/** The answer with what its ids are called, as far as its reader may see them. */
export async function addNames<Value>(
  value: Value,
  read: { readonly reach: NameReach; readonly names: (ids: NamedIds, reach: NameReach) => Promise<Names> },
): Promise<Value & { readonly names: Names }> {
  const found = new Map<NamedNoun, Set<string>>();
  collect(value, { found, depth: 0, groups: undefined });
  const ids = [...found].map(([noun, of]) => ({ noun, ids: [...of] }));
  return { ...value, names: ids.length === 0 ? {} : await read.names(ids, read.reach) };
}

type Walk = {
  readonly found: Map<NamedNoun, Set<string>>;
  readonly depth: number;
  /** What `group` is here; undefined where it is nothing with a name. */
  readonly groups: NamedNoun | undefined;
};

function collect(value: unknown, { found, depth, groups }: Walk): void {
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return;
  const members = Object.entries(value);
  const by = members.find(([member]) => member === 'by')?.[1];
  const below = { found, depth: depth + 1, groups: NOUN_OF_GROUPING.get(by) ?? groups };
  for (const [member, held] of members)
    for (const each of Array.isArray(held) ? held : [held])
      if (typeof each === 'string') note(member, each, below);
      else collect(each, below);
}

function note(member: string, id: string, { found, groups }: Walk): void {
  const owner = member === 'owner' ? OWNER.exec(id) : null;
  if (owner !== null) add(found, owner[1] === 'person' ? 'person' : 'service_account', owner[2] ?? '');
  if (member === 'group' && groups !== undefined) add(found, groups, id);
  for (const noun of NOUNS_OF_MEMBER.get(member) ?? []) add(found, noun, id);
}

function add(found: Walk['found'], noun: NamedNoun, id: string): void {
  const ids = found.get(noun);
  if (ids === undefined) found.set(noun, new Set([id]));
  else ids.add(id);
}
