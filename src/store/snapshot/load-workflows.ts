import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import { definitionOf, type RegisteredWorkflow, type Workflow } from '../../domain/library/workflow.ts';
import { workflowApprovalTable, workflowTable } from '../control/caching-rows.ts';

/** Every workflow, and whether its present definition is the one that was approved. */
export async function loadWorkflows(client: ClientBase): Promise<ReadonlyMap<string, RegisteredWorkflow>> {
  const approvals = await workflowApprovalTable.all(client);
  const approved = new Map(approvals.map(({ id, digest }) => [id, digest]));
  const workflows = await workflowTable.all(client);
  return new Map(
    workflows.map((workflow) => {
      const digest = digestOf(workflow);
      return [
        workflow.id,
        { workflow, version: digest.slice(0, 12), isApproved: approved.get(workflow.id) === digest },
      ];
    }),
  );
}

function digestOf(workflow: Workflow): string {
  return createHash('sha256')
    .update(canonicalJson(definitionOf(workflow)))
    .digest('hex');
}
