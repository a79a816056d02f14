import { countedApprovals, type PolicyVersion } from './policy-version.ts';

/** What can be done with a version. */
export type PolicyStep =
  | { readonly kind: 'propose' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'withdraw_approval' }
  | { readonly kind: 'stage'; readonly share: number }
  | { readonly kind: 'publish' }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'roll_back' }
  /** Of the first version: back to the built-in policy. */
  | { readonly kind: 'roll_back_to_built_in' }
  | { readonly kind: 'shadow'; readonly on: boolean };

export type StepQuestion = {
  readonly step: PolicyStep;
  readonly version: PolicyVersion;
  /** Every version that is active, staged or in shadow mode. */
  readonly others: readonly PolicyVersion[];
  /** Who takes the step. */
  readonly actor: { readonly kind: 'person' | 'service_account' | 'system'; readonly id: string };
  readonly isActivePerson: (id: string) => boolean;
  readonly nowMs: number;
};

export type StepRefusal = {
  readonly kind: 'step_refused';
  readonly code: 'policy_state' | 'four_eyes' | 'policy_stale';
  readonly why: string;
};

/** What was done to which version, in the order in which it has to be kept. */
export type StepChange = { readonly row: PolicyVersion; readonly event: string };

/** A version that was active so short a time ago goes back into force by one person's word. */
export const ROLL_BACK_WITHIN_MS = 30 * 86_400_000;

/** What a step changes, or why it cannot be taken. Nothing becomes active that too few other people approved. */
export function takeStep(question: StepQuestion): readonly StepChange[] | StepRefusal {
  switch (question.step.kind) {
    case 'propose':
      return propose(question);
    case 'approve':
      return approve(question);
    case 'withdraw_approval':
      return withdrawApproval(question);
    case 'stage':
      return stage(question, question.step.share);
    case 'publish':
      return publish(question);
    case 'withdraw':
      return withdraw(question);
    case 'roll_back':
      return rollBack(question);
    case 'roll_back_to_built_in':
      return rollBackToBuiltIn(question);
    case 'shadow':
      return shadow(question, question.step.on);
  }
}

export function isStepRefusal(value: object): value is StepRefusal {
  return 'kind' in value && value.kind === 'step_refused';
}

function propose(question: StepQuestion): readonly StepChange[] | StepRefusal {
  const { version, actor } = question;
  if (version.state !== 'draft') return wrongState(version, 'proposed', 'a draft');
  const stale = findStale(question);
  return stale ?? [{ row: { ...version, state: 'proposed', proposerId: actor.id }, event: 'proposed' }];
}

function approve({ version, actor, isActivePerson, nowMs }: StepQuestion): readonly StepChange[] | StepRefusal {
  if (version.state !== 'proposed') return wrongState(version, 'approved', 'proposed');
  if (actor.kind !== 'person') return refuse('four_eyes', 'Only a person approves a policy. Use the key of a person.');
  if (actor.id === version.authorId || actor.id === version.proposerId) {
    return refuse(
      'four_eyes',
      `"${actor.id}" wrote or proposed version ${version.id}, and somebody else has to approve it.`,
    );
  }
  if (countedApprovals(version, () => true).includes(actor.id)) {
    return refuse('four_eyes', `"${actor.id}" has approved version ${version.id} already.`);
  }
  const approvals = [
    ...version.approvals.filter(({ personId }) => personId !== actor.id),
    { personId: actor.id, atMs: nowMs, withdrawnAtMs: null },
  ];
  const approved: PolicyVersion = { ...version, approvals };
  const isEnough = countedApprovals(approved, isActivePerson).length >= version.approvalsNeeded;
  return [{ row: isEnough ? { ...approved, state: 'approved' } : approved, event: 'approval_given' }];
}

/** A version that loses its approval before it is published has to find another; a staged one stops deciding. */
function withdrawApproval({ version, actor, nowMs }: StepQuestion): readonly StepChange[] | StepRefusal {
  if (!countedApprovals(version, () => true).includes(actor.id)) {
    return refuse('policy_state', `"${actor.id}" has no approval of version ${version.id} to take back.`);
  }
  if (version.state !== 'proposed' && version.state !== 'approved' && version.state !== 'staged') {
    return refuse(
      'policy_state',
      `Version ${version.id} is ${version.state}: an approval can be taken back only before it is published. Roll back to an earlier version.`,
    );
  }
  const approvals = version.approvals.map((approval) =>
    approval.personId === actor.id && approval.withdrawnAtMs === null
      ? { ...approval, withdrawnAtMs: nowMs }
      : approval,
  );
  return [{ row: { ...version, state: 'proposed', share: null, approvals }, event: 'approval_withdrawn' }];
}

function stage(question: StepQuestion, share: number): readonly StepChange[] | StepRefusal {
  const { version, others } = question;
  if (version.state !== 'approved' && version.state !== 'staged') return wrongState(version, 'staged', 'approved');
  const refused = findStale(question) ?? findUnapproved(question);
  if (refused !== undefined) return refused;
  const other = others.find(({ state, id }) => state === 'staged' && id !== version.id);
  if (other !== undefined) {
    return refuse('policy_state', `Version ${other.id} is staged already. Publish or withdraw it first.`);
  }
  return [{ row: { ...version, state: 'staged', share }, event: 'staged' }];
}

function publish(question: StepQuestion): readonly StepChange[] | StepRefusal {
  const { version } = question;
  if (version.state !== 'approved' && version.state !== 'staged') return wrongState(version, 'published', 'approved');
  return findStale(question) ?? findUnapproved(question) ?? activate(question, 'published');
}

/** A version that was published passed four eyes then; after thirty days the world around it has moved on. */
function rollBack(question: StepQuestion): readonly StepChange[] | StepRefusal {
  const { version, nowMs } = question;
  if (version.state !== 'retired' || version.retiredAtMs === null)
    return wrongState(version, 'rolled back to', 'retired');
  if (nowMs - version.retiredAtMs > ROLL_BACK_WITHIN_MS) {
    return refuse(
      'four_eyes',
      `Version ${version.id} has not been active for more than 30 days. Propose its text again, so that a second person looks at it.`,
    );
  }
  return activate(question, 'rolled_back_to');
}

/** The built-in policy is what was active before a version without a base; the same thirty days hold. */
function rollBackToBuiltIn({ version, nowMs }: StepQuestion): readonly StepChange[] | StepRefusal {
  if (version.state !== 'active') return wrongState(version, 'given up for the built-in policy', 'active');
  if (version.baseId === null && nowMs - (version.activatedAtMs ?? 0) <= ROLL_BACK_WITHIN_MS) {
    return [{ row: retire(version, nowMs), event: 'retired' }];
  }
  return refuse(
    'four_eyes',
    'The built-in policy has not been active within 30 days. Propose its text ("tokenward policy show --cedar"), so that a second person looks at it.',
  );
}

function activate({ version, others, nowMs }: StepQuestion, event: string): readonly StepChange[] {
  const active = others.find(({ state }) => state === 'active');
  const retired = active === undefined ? [] : [{ row: retire(active, nowMs), event: 'retired' }];
  const row: PolicyVersion = {
    ...version,
    state: 'active',
    share: null,
    shadow: false,
    activatedAtMs: nowMs,
    retiredAtMs: null,
  };
  return [...retired, { row, event }];
}

function retire(version: PolicyVersion, nowMs: number): PolicyVersion {
  return { ...version, state: 'retired', retiredAtMs: nowMs };
}

function withdraw({ version }: StepQuestion): readonly StepChange[] | StepRefusal {
  if (version.state === 'active') {
    return refuse('policy_state', `Version ${version.id} is active. Roll back to an earlier one, or publish another.`);
  }
  if (version.state === 'retired' || version.state === 'withdrawn')
    return wrongState(version, 'withdrawn', 'on its way');
  return [{ row: { ...version, state: 'withdrawn', share: null, shadow: false }, event: 'withdrawn' }];
}

function shadow({ version, others }: StepQuestion, on: boolean): readonly StepChange[] | StepRefusal {
  if (version.shadow === on) return [];
  if (!on) return [{ row: { ...version, shadow: false }, event: 'shadow_ended' }];
  if (version.state === 'active' || version.state === 'withdrawn') {
    return wrongState(version, 'put into shadow mode', 'not active and not withdrawn');
  }
  const before = others.filter((other) => other.shadow && other.id !== version.id);
  return [
    ...before.map((other) => ({ row: { ...other, shadow: false }, event: 'shadow_ended' })),
    { row: { ...version, shadow: true }, event: 'shadow_begun' },
  ];
}

/** What was compared with the policy of then must be compared with the policy of now. */
function findStale({ version, others }: StepQuestion): StepRefusal | undefined {
  const active = others.find(({ state }) => state === 'active')?.id ?? null;
  if (active === version.baseId) return undefined;
  const base = version.baseId === null ? 'the built-in policy' : `version ${version.baseId}`;
  const now = active === null ? 'the built-in policy' : `version ${active}`;
  return refuse(
    'policy_stale',
    `Version ${version.id} was written against ${base}, and ${now} is active now. Propose its text again, and look at the plan.`,
  );
}

/** People leave: what they approved has to be approved by somebody who is still there. */
function findUnapproved({ version, isActivePerson }: StepQuestion): StepRefusal | undefined {
  const counted = countedApprovals(version, isActivePerson);
  if (counted.length >= version.approvalsNeeded) return undefined;
  return refuse(
    'four_eyes',
    `Version ${version.id} needs ${version.approvalsNeeded} approval${version.approvalsNeeded === 1 ? '' : 's'} of people who are still here, and has ${counted.length}. Withdraw it and propose its text again.`,
  );
}

function wrongState(version: PolicyVersion, wanted: string, needed: string): StepRefusal {
  return refuse(
    'policy_state',
    `Version ${version.id} is ${version.state}; only one that is ${needed} can be ${wanted}.`,
  );
}

function refuse(code: StepRefusal['code'], why: string): StepRefusal {
  return { kind: 'step_refused', code, why };
}
