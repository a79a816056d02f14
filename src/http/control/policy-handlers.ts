import { type ControlRefusal, isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import {
  checkPolicyDocument,
  draftPolicy,
  loadVersions,
  noVersion,
  type PolicyContext,
  stepPolicy,
} from '../../control/policies.ts';
import { listControls } from '../../control/policy-controls.ts';
import { type PolicyPlan, planRules } from '../../control/policy-plan.ts';
import { type CheckedPolicy, isFit } from '../../control/read-policy.ts';
import { BUILT_IN_POLICY, BUILT_IN_RULES } from '../../domain/policy/built-in-policy.ts';
import type { PolicyRule } from '../../domain/policy/policy-rule.ts';
import type { PolicyStep } from '../../domain/policy/policy-steps.ts';
import type { PolicyVersion } from '../../domain/policy/policy-version.ts';
import { writeCedarRule } from '../../domain/policy/write-cedar.ts';
import type { Stored } from '../../ports/control-store.ts';
import type { PolicyHistory } from '../../ports/policy-history.ts';
import { type Ask, answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type StepOperation =
  | 'rollBackToBuiltInPolicy'
  | `${'propose' | 'approve' | 'unapprove' | 'stage' | 'publish' | 'rollBack' | 'shadow' | 'withdraw'}PolicyVersion`;
type PolicyOperation =
  | 'readPolicy'
  | 'checkPolicy'
  | 'planPolicy'
  | 'listPolicyControls'
  | 'listPolicyVersions'
  | 'draftPolicyVersion'
  | 'readPolicyVersion'
  | StepOperation;

/** What the routes of the policy need besides: the past, and the zone in which hours are told. */
export type PolicyPast = { readonly history: PolicyHistory; readonly timeZone: string };

const WEEK_MS = 7 * 86_400_000;
const RANGE_MAX_MS = 31 * 86_400_000;

export function policyHandlers(context: PolicyContext, past: PolicyPast): Handlers<PolicyOperation> {
  const { store } = context;
  return {
    readPolicy: async () => answer(inForce(await loadVersions(store))),
    checkPolicy: async ({ body }) => answer(toWireChecked(await checkPolicyDocument(context, body.document))),
    planPolicy: async ({ body }) => {
      const rules = await rulesToPlan(context, body);
      if (isControlRefusal(rules)) return rules;
      const toMs = body.to === undefined ? context.clock.nowMs() : fromWireMoment(body.to);
      const fromMs = body.from === undefined ? toMs - WEEK_MS : fromWireMoment(body.from);
      if (fromMs >= toMs || toMs - fromMs > RANGE_MAX_MS) {
        return refuseCommand('time_range_invalid', 'A plan looks at up to 31 days, and "from" is before "to".');
      }
      return answer(
        toWirePlan(await planRules(context, past.history, { rules, fromMs, toMs, timeZone: past.timeZone })),
      );
    },
    listPolicyControls: async ({ query }) => {
      const from = fromCursor('policy_controls', query);
      if ('kind' in from) return from;
      const { limit, status } = query;
      const told = await listControls(context.store, { limit, afterId: from.after, status });
      const { nextAfterId, ...rest } = told;
      return answer({ ...rest, next: toCursor('policy_controls', query, nextAfterId) });
    },
    listPolicyVersions: async ({ query }) => {
      const from = fromCursor('policy_version', query);
      if ('kind' in from) return from;
      const before = from.after === null ? Number.POSITIVE_INFINITY : Number(from.after);
      const rest = (await loadVersions(store)).filter(({ row }) => Number(row.id) < before);
      const page = rest.slice(0, query.limit);
      const next = rest.length > page.length ? (page.at(-1)?.row.id ?? null) : null;
      return answer({ rows: page.map(toWireVersion), next: toCursor('policy_version', query, next) });
    },
    draftPolicyVersion: async ({ commander, body }) => {
      const { document, note, propose } = body;
      const source = body.source ?? JSON.stringify(document, null, 2);
      return out(await draftPolicy(context, commander, { document, source, note, isProposed: propose }));
    },
    readPolicyVersion: async ({ params }) => {
      const stored = await store.get('policy_version', params.id);
      if (stored === undefined) return noVersion(params.id);
      const { source, document, rules } = stored.row;
      return answer({ ...toWireVersion(stored), source, document: { ...document }, cedar: cedarOf(rules) });
    },
    ...stepHandlers(context),
  };
}

function stepHandlers(context: PolicyContext): Handlers<StepOperation> {
  const take = async (ask: Pick<Ask<StepOperation>, 'commander' | 'params' | 'expectedRevision'>, step: PolicyStep) =>
    out(await stepPolicy(context, ask.commander, { id: ask.params.id, expectedRevision: ask.expectedRevision, step }));
  return {
    proposePolicyVersion: (ask) => take(ask, { kind: 'propose' }),
    approvePolicyVersion: (ask) => take(ask, { kind: 'approve' }),
    unapprovePolicyVersion: (ask) => take(ask, { kind: 'withdraw_approval' }),
    stagePolicyVersion: (ask) => take(ask, { kind: 'stage', share: ask.body.share }),
    publishPolicyVersion: (ask) => take(ask, { kind: 'publish' }),
    rollBackPolicyVersion: (ask) => take(ask, { kind: 'roll_back' }),
    rollBackToBuiltInPolicy: (ask) => take(ask, { kind: 'roll_back_to_built_in' }),
    shadowPolicyVersion: (ask) => take(ask, { kind: 'shadow', on: ask.body.on }),
    withdrawPolicyVersion: (ask) => take(ask, { kind: 'withdraw' }),
  };
}

function out(stored: Stored<PolicyVersion> | ControlRefusal) {
  return isControlRefusal(stored) ? stored : answer(toWireVersion(stored));
}

/** The rules of a document that has no fault, or those of a version. */
async function rulesToPlan(
  context: PolicyContext,
  asked: Ask<'planPolicy'>['body'],
): Promise<readonly PolicyRule[] | ControlRefusal> {
  if (asked.document !== undefined) {
    const checked = await checkPolicyDocument(context, asked.document);
    const faults = checked.remarks.filter(({ severity }) => severity === 'fault');
    const [first] = faults;
    if (first === undefined) return checked.rules;
    return refuseCommand(
      'policy_faulty',
      `${first.what}.`,
      faults.map(({ pointer, what, remedy }) => ({
        code: 'policy_faulty',
        pointer: `/document${pointer}`,
        detail: `${what} → ${remedy}`,
      })),
    );
  }
  const id = asked.versionId ?? '';
  const stored = await context.store.get('policy_version', id);
  return (
    stored?.row.rules ?? (id === '' ? refuseCommand('not_found', 'Send a document or a versionId.') : noVersion(id))
  );
}

function inForce(versions: readonly Stored<PolicyVersion>[]) {
  const active = versions.find(({ row }) => row.state === 'active')?.row;
  const staged = versions.find(({ row }) => row.state === 'staged')?.row;
  return {
    activeId: active?.id ?? null,
    version: active?.version ?? BUILT_IN_POLICY.version,
    staged: staged === undefined ? null : { id: staged.id, share: staged.share ?? 0 },
    shadowId: versions.find(({ row }) => row.shadow)?.row.id ?? null,
    cedar: cedarOf(active?.rules ?? BUILT_IN_RULES),
  };
}

function cedarOf(rules: readonly PolicyRule[]): string {
  return rules.map(writeCedarRule).join('\n');
}

function toWireChecked(checked: CheckedPolicy) {
  return {
    fit: isFit(checked),
    remarks: checked.remarks,
    cases: checked.cases.map(({ index, name, faults, decision }) => ({
      index,
      name,
      passed: faults.length === 0,
      faults,
      effect: decision?.effect ?? null,
      rules: decision?.rules ?? [],
    })),
    cedar: cedarOf(checked.rules),
  };
}

function toWirePlan({ fromMs, toMs, ...plan }: PolicyPlan) {
  return { ...plan, from: toWireMoment(fromMs), to: toWireMoment(toMs) };
}

function toWireVersion(stored: Stored<PolicyVersion>) {
  const { row } = stored;
  const { id, version, digest, note, baseId, state, share, shadow, authorId, proposerId, approvalsNeeded } = row;
  return {
    ...{ id, version, digest, note, baseId, state, share, shadow, authorId, proposerId, approvalsNeeded },
    approvals: row.approvals.map(({ personId, atMs, withdrawnAtMs }) => ({
      personId,
      at: toWireMoment(atMs),
      withdrawnAt: toWireMomentOrNull(withdrawnAtMs),
    })),
    rulesCount: row.rules.length,
    activatedAt: toWireMomentOrNull(row.activatedAtMs),
    retiredAt: toWireMomentOrNull(row.retiredAtMs),
    ...toWireKept(stored),
  };
}
