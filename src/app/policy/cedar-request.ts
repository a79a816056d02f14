import type { AuthorizationCall, CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs';
import { FACT_ATTRIBUTES } from '../../domain/policy/fact-attributes.ts';
import type { PolicyFacts } from '../../domain/policy/policy-facts.ts';

/** The facts of a call as Cedar asks for them: caller and model with their attributes, and the context. */
export function cedarRequest(facts: PolicyFacts): Omit<AuthorizationCall, 'policies'> {
  const principal = { type: facts.caller.kind === 'person' ? 'Person' : 'ServiceAccount', id: facts.caller.id };
  const resource = { type: 'Model', id: facts.model.id };
  const team = { type: 'Team', id: facts.caller.teamId };
  const roles = facts.caller.roles.map((id) => ({ type: 'Role', id }));
  return {
    principal,
    action: { type: 'Action', id: 'call' },
    resource,
    context: recordOf('context', facts),
    entities: [
      { uid: principal, attrs: recordOf('principal', facts), parents: [team, ...roles] },
      { uid: resource, attrs: recordOf('resource', facts), parents: [] },
      ...[team, ...roles].map((uid) => ({ uid, attrs: {}, parents: [] })),
    ],
  };
}

type Members = Record<string, CedarValueJson>;

function recordOf(variable: string, facts: PolicyFacts): Members {
  const record: Members = {};
  for (const { path, read } of FACT_ATTRIBUTES) {
    const value = read(facts);
    if (!path.startsWith(`${variable}.`) || value === undefined) continue;
    const [first = '', second] = path.slice(variable.length + 1).split('.');
    const member: CedarValueJson = typeof value === 'object' ? [...value] : value;
    if (second === undefined) record[first] = member;
    else record[first] = { ...membersOf(record[first]), [second]: member };
  }
  return record;
}

function membersOf(value: CedarValueJson | undefined): Members {
  const members: Members = {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return members;
  return { ...members, ...Object.fromEntries(Object.entries(value)) };
}
