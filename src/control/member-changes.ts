import { canonicalJson } from '../domain/audit/canonical-json.ts';

export type MemberChange = { readonly member: string; readonly from: unknown; readonly to: unknown };

/** Never shown and never recorded: what could help to find a key. */
const HIDDEN_MEMBERS: ReadonlySet<string> = new Set(['digest', 'hint']);

/** The top-level members in which two rows differ, in order of their names. */
export function memberChanges(from: object, to: object): readonly MemberChange[] {
  const before = new Map<string, unknown>(Object.entries(from));
  const after = new Map<string, unknown>(Object.entries(to));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes: MemberChange[] = [];
  for (const member of names) {
    if (HIDDEN_MEMBERS.has(member)) continue;
    const [was, is] = [before.get(member) ?? null, after.get(member) ?? null];
    if (canonicalJson(was) !== canonicalJson(is)) changes.push({ member, from: was, to: is });
  }
  return changes;
}

/** A row as it may stand in the audit trail. */
export function shownMembers(row: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).filter(([member]) => !HIDDEN_MEMBERS.has(member)));
}

/** A row in which some members have been replaced; a member that is undefined was not named. */
export function mergeMembers<Row extends object>(row: Row, changes: Changes<Row>): Row {
  const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...row, ...named };
}

/** What a change may name of a row. */
export type Changes<Row> = { readonly [Member in keyof Row]?: Row[Member] | undefined };
