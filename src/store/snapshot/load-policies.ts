import type { ClientBase } from 'pg';
import { BUILT_IN_POLICY } from '../../domain/policy/built-in-policy.ts';
import { compilePolicy } from '../../domain/policy/compile-policy.ts';
import type { CompiledPolicy, PolicySet } from '../../domain/policy/policy-decision.ts';
import type { PolicyRule } from '../../domain/policy/policy-rule.ts';

type PolicyRow = {
  readonly version: string;
  readonly rules: readonly PolicyRule[];
  readonly state: string;
  readonly share: number | null;
  readonly shadow: boolean;
};

/** The policies of the moment, ready to decide. A version that is held already stays the same object, with what it keeps. */
export async function loadPolicies(client: ClientBase, held: PolicySet | undefined): Promise<PolicySet> {
  const rows = await readDecidingVersions(client);
  const known = [held?.active, held?.staged?.policy, held?.shadow];
  const compiled = ({ version, rules }: PolicyRow): CompiledPolicy =>
    known.find((policy) => policy?.version === version) ?? compilePolicy({ version, rules });
  const active = rows.find(({ state }) => state === 'active');
  const staged = rows.find(({ state }) => state === 'staged');
  const shadow = rows.find((row) => row.shadow);
  return {
    active: active === undefined ? BUILT_IN_POLICY : compiled(active),
    staged: staged === undefined || staged.share === null ? null : { policy: compiled(staged), share: staged.share },
    shadow: shadow === undefined ? null : compiled(shadow),
  };
}

/** At most three rows: what they say never changes, only which of them are here does. */
async function readDecidingVersions(client: ClientBase): Promise<readonly PolicyRow[]> {
  const { rows } = await client.query<PolicyRow>(
    `select version, rules, state, share, shadow from tokenward.policy_version
     where state in ('active', 'staged') or shadow`,
  );
  return rows;
}
