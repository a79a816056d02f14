import { canonicalJson } from '../domain/audit/canonical-json.ts';
import type { Model } from '../domain/catalog/upstream.ts';
import type { UseCase } from '../domain/catalog/use-case.ts';
import type { CaseCatalog } from '../domain/policy/case-facts.ts';
import { checkUseCases } from '../domain/policy/check-policy.ts';
import type { PolicyDocument } from '../domain/policy/policy-document.ts';
import { isStepRefusal, type PolicyStep, takeStep } from '../domain/policy/policy-steps.ts';
import type { PolicyVersion } from '../domain/policy/policy-version.ts';
import type { ManagedBy, ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { PolicyLanguage } from '../ports/policy-language.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, type Fault, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { type CheckedPolicy, checkDocument, failingCases, isFit } from './read-policy.ts';

/** What commands about policies need besides. */
export type PolicyContext = ControlContext & { readonly language: PolicyLanguage };

export type PolicyDraft = {
  readonly document: PolicyDocument;
  /** As people wrote it. */
  readonly source: string;
  readonly note: string;
  readonly isProposed: boolean;
  readonly managedBy?: ManagedBy;
};

/** What a document comes to with the use cases and models that there are. Changes nothing. */
export async function checkPolicyDocument(context: PolicyContext, document: PolicyDocument): Promise<CheckedPolicy> {
  const catalog = await loadCatalog(context.store);
  const checked = await checkDocument(context.language, document, catalog);
  const ofUseCases = checkUseCases([...catalog.useCases.values()]).map(({ severity, what, remedy }) => {
    return { severity, what, remedy, pointer: '', line: null };
  });
  return { ...checked, remarks: [...checked.remarks, ...ofUseCases] };
}

/** Writes a new version; it decides nothing yet. What has faults, or a case that comes out otherwise, is not kept. */
export async function draftPolicy(
  context: PolicyContext,
  commander: Commander,
  draft: PolicyDraft,
): Promise<Stored<PolicyVersion> | ControlRefusal> {
  const { document } = draft;
  // Rules are read before the write begins: it keeps every other writer waiting.
  const checked = await checkPolicyDocument(context, document);
  const faulty = refuseFaulty(checked);
  if (faulty !== undefined) return faulty;
  const digest = context.sha256(canonicalJson(document));
  return context.store.write(commander.actor, async (unit) => {
    const versions = await loadVersions(unit);
    const active = versions.find(({ row }) => row.state === 'active')?.row;
    if (active?.digest === digest) {
      return refuseCommand('policy_state', `Version ${active.id} says just this, and is active.`);
    }
    const id = String(1 + Math.max(0, ...versions.map(({ row }) => Number(row.id))));
    const row: PolicyVersion = {
      id,
      version: `${id}-${digest.slice(0, 12)}`,
      digest,
      source: draft.source,
      document,
      rules: checked.rules,
      note: draft.note,
      baseId: active?.id ?? null,
      state: draft.isProposed ? 'proposed' : 'draft',
      share: null,
      shadow: false,
      authorId: commander.actor.id,
      proposerId: draft.isProposed ? commander.actor.id : null,
      approvals: [],
      // Nobody lowers the number by the text that has to pass it.
      approvalsNeeded: Math.max(document.approvalsNeeded, active?.approvalsNeeded ?? 1),
      activatedAtMs: null,
      retiredAtMs: null,
    };
    await unit.put('policy_version', row, { managedBy: draft.managedBy ?? 'api', expectedRevision: null });
    await auditStep(unit, row, draft.isProposed ? 'proposed' : 'drafted');
    return readBack(unit, 'policy_version', id);
  });
}

/** Takes one step with a version, in one transaction with its audit events. Gateways follow within a second. */
export async function stepPolicy(
  context: PolicyContext,
  commander: Commander,
  taking: { readonly id: string; readonly expectedRevision: number | undefined; readonly step: PolicyStep },
): Promise<Stored<PolicyVersion> | ControlRefusal> {
  const known = await context.store.get('policy_version', taking.id);
  if (known === undefined) return noVersion(taking.id);
  const comesToBear = taking.step.kind === 'publish' || taking.step.kind === 'stage';
  // The world around a version changes while it waits: it is tried once more before it decides.
  const faulty = comesToBear ? refuseFaulty(await checkPolicyDocument(context, known.row.document)) : undefined;
  if (faulty !== undefined) return faulty;
  return context.store.write(commander.actor, async (unit) => {
    const versions = await loadVersions(unit);
    const stored = versions.find(({ row }) => row.id === taking.id);
    if (stored === undefined) return noVersion(taking.id);
    if (taking.expectedRevision !== undefined && taking.expectedRevision !== stored.revision) {
      const why = `Version ${taking.id} is at revision ${stored.revision}, not at ${taking.expectedRevision}.`;
      return refuseCommand('revision_conflict', why);
    }
    const people = await activePeople(unit, stored.row);
    const taken = takeStep({
      step: taking.step,
      version: stored.row,
      others: versions
        .map(({ row }) => row)
        .filter(({ state, shadow }) => state === 'active' || state === 'staged' || shadow),
      actor: commander.actor,
      isActivePerson: (id) => id === commander.actor.id || people.has(id),
      nowMs: context.clock.nowMs(),
    });
    if (isStepRefusal(taken)) return refuseCommand(taken.code, taken.why);
    for (const { row, event } of taken) {
      const managedBy = versions.find((version) => version.row.id === row.id)?.managedBy ?? 'api';
      await unit.put('policy_version', row, { managedBy });
      await auditStep(unit, row, event);
    }
    return readBack(unit, 'policy_version', taking.id);
  });
}

/** Every version, the newest first. */
export async function loadVersions(unit: ReadUnit): Promise<readonly Stored<PolicyVersion>[]> {
  const versions: Stored<PolicyVersion>[] = [];
  for await (const stored of everyRow(unit, 'policy_version')) versions.push(stored);
  return versions.sort((one, other) => Number(other.row.id) - Number(one.row.id));
}

/** What rules and cases can name. */
export async function loadCatalog(unit: ReadUnit): Promise<CaseCatalog> {
  const useCases = new Map<string, UseCase>();
  for await (const { row } of everyRow(unit, 'use_case')) if (row.status !== 'archived') useCases.set(row.id, row);
  const models = new Map<string, Model>();
  for await (const { row } of everyRow(unit, 'model')) if (row.status !== 'archived') models.set(row.id, row);
  return { useCases, models };
}

export function noVersion(id: string): ControlRefusal {
  return refuseCommand('not_found', `There is no version ${id} of the policy.`);
}

async function activePeople(unit: WriteUnit, version: PolicyVersion): Promise<ReadonlySet<string>> {
  const active = new Set<string>();
  for (const { personId } of version.approvals) {
    const person = await unit.get('person', personId);
    if (person?.row.status === 'active') active.add(personId);
  }
  return active;
}

function refuseFaulty(checked: CheckedPolicy): ControlRefusal | undefined {
  if (isFit(checked)) return undefined;
  const faults = checked.remarks
    .filter(({ severity }) => severity === 'fault')
    .map(({ pointer, line, what, remedy }): Fault => {
      const where = line === null ? '' : `line ${line} of the rules: `;
      return { code: 'policy_faulty', pointer: `/document${pointer}`, detail: `${where}${what} → ${remedy}` };
    });
  const failing = failingCases(checked).map(({ index, name, faults: differences }): Fault => {
    const detail = `the case "${name}": ${differences.join('; ')}`;
    return { code: 'policy_faulty', pointer: `/document/cases/${index}`, detail };
  });
  const all = [...faults, ...failing];
  return refuseCommand(
    'policy_faulty',
    all
      .map(({ detail }) => `${detail}.`)
      .slice(0, 3)
      .join(' '),
    all,
  );
}

/** Which version, and by which digest: the text itself stands in the row and never changes. */
async function auditStep(unit: WriteUnit, row: PolicyVersion, event: string): Promise<void> {
  const { id, version, digest, state, share, shadow, note, baseId } = row;
  await unit.audit({
    type: `policy_version.${event}`,
    subject: `policy_version:${id}`,
    detail: {
      version,
      digest,
      state,
      share,
      shadow,
      note,
      baseId,
      approvers: row.approvals.filter(({ withdrawnAtMs }) => withdrawnAtMs === null).map(({ personId }) => personId),
    },
  });
}
