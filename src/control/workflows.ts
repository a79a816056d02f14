import { canonicalJson } from '../domain/audit/canonical-json.ts';
import { fillTemplate } from '../domain/library/fill-template.ts';
import { readParameters } from '../domain/library/read-parameters.ts';
import { definitionOf, type Workflow, type WorkflowApproval } from '../domain/library/workflow.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';
import type { WorkflowDesk } from '../ports/workflow-desk.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';

export type WorkflowContext = ControlContext & { readonly workflows: WorkflowDesk };

/** A workflow with what its use case's owner thinks of its present definition. */
export type SeenWorkflow = Stored<Workflow> & {
  readonly version: string;
  readonly isApproved: boolean;
  readonly approvedBy: string | null;
};

/** What stands of approvals, by workflow. */
export async function loadApprovals(unit: ReadUnit): Promise<ReadonlyMap<string, WorkflowApproval>> {
  const approvals = new Map<string, WorkflowApproval>();
  for await (const { row } of everyRow(unit, 'workflow_approval')) approvals.set(row.id, row);
  return approvals;
}

export function seeWorkflow(
  { sha256 }: Pick<ControlContext, 'sha256'>,
  stored: Stored<Workflow>,
  approval: WorkflowApproval | undefined,
): SeenWorkflow {
  const digest = digestOf(sha256, stored.row);
  const isApproved = approval?.digest === digest;
  return { ...stored, version: digest.slice(0, 12), isApproved, approvedBy: isApproved ? approval.approvedBy : null };
}

/** The owner of the use case says yes to the definition as it stands; nobody else can, and nobody for another definition. */
export function approveWorkflow(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly version: string },
): Promise<SeenWorkflow | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('workflow', order.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no workflow "${order.id}".`);
    if (stored.row.status === 'archived') return refuseCommand('archived', `The workflow "${order.id}" is archived.`);
    const { useCaseId } = stored.row;
    const ownerId = (await unit.get('use_case', useCaseId))?.row.ownerPersonId ?? null;
    const { kind, id: actorId } = commander.actor;
    if (kind !== 'person' || actorId !== ownerId) {
      const who = ownerId === null ? 'the use case has no owner yet' : `that is "${ownerId}"`;
      return refuseCommand(
        'four_eyes',
        `Only the owner of the use case "${useCaseId}" approves its workflows: ${who}.`,
      );
    }
    const digest = digestOf(context.sha256, stored.row);
    if (!digest.startsWith(order.version) || order.version.length < 12) {
      const why = `The workflow "${order.id}" is at version ${digest.slice(0, 12)}, not at ${order.version}.`;
      return refuseCommand('plan_changed', why);
    }
    const put = await unit.put(
      'workflow_approval',
      { id: order.id, digest, approvedBy: actorId },
      { managedBy: 'api' },
    );
    if (put !== 'unchanged')
      await unit.audit({ type: 'workflow.approved', subject: `workflow:${order.id}`, detail: { digest } });
    const approval = await readBack(unit, 'workflow_approval', order.id);
    return seeWorkflow(context, stored, approval.row);
  });
}

export type TestedWorkflow = { readonly text: string | null; readonly why: string | null; readonly latencyMs: number };

/** Carries out a workflow as a call would, and tells what its caller would get. It is in the trail that it was done. */
export async function testWorkflow(
  context: WorkflowContext,
  commander: Commander,
  order: { readonly id: string; readonly message: string },
): Promise<TestedWorkflow | ControlRefusal> {
  const workflow = (await context.store.get('workflow', order.id))?.row;
  if (workflow === undefined) return refuseCommand('not_found', `There is no workflow "${order.id}".`);
  if (workflow.status === 'archived') return refuseCommand('archived', `The workflow "${order.id}" is archived.`);
  const startedMs = context.clock.monotonicMs();
  const answered = await carryOut(context.workflows, workflow, order.message);
  const latencyMs = Math.round((context.clock.monotonicMs() - startedMs) * 1000) / 1000;
  const detail = { version: digestOf(context.sha256, workflow).slice(0, 12), answered: answered.text !== null };
  await context.store.write(commander.actor, (unit) =>
    unit.audit({ type: 'workflow.tested', subject: `workflow:${order.id}`, detail }),
  );
  return { ...answered, latencyMs };
}

async function carryOut(
  desk: WorkflowDesk,
  workflow: Workflow,
  message: string,
): Promise<Pick<TestedWorkflow, 'text' | 'why'>> {
  const read = readParameters(workflow, message);
  if (read.kind === 'faults') return { text: null, why: read.why };
  const result = await desk.carryOut(workflow, read.values);
  if (result.kind === 'failed') return { text: null, why: `${result.why} (${result.detail})` };
  return { text: fillTemplate(workflow.answer, new Map([...read.values, ['result', result.text]])), why: null };
}

function digestOf(sha256: ControlContext['sha256'], workflow: Workflow): string {
  return sha256(canonicalJson(definitionOf(workflow)));
}
