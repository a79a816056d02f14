import { archiveRow, changeRow, restoreRow } from '../../control/change-row.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { createRow } from '../../control/create-row.ts';
import { workflowRules as rules } from '../../control/workflow-rules.ts';
import {
  approveWorkflow,
  loadApprovals,
  type SeenWorkflow,
  seeWorkflow,
  testWorkflow,
  type WorkflowContext,
} from '../../control/workflows.ts';
import { type Workflow, workflowModelId } from '../../domain/library/workflow.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { type PartsOfNoun, seenRow, withinOf } from './reach-rows.ts';
import { listRows } from './row-handlers.ts';
import { toWireRow } from './wire-rows.ts';

type WorkflowOperation =
  | 'listWorkflows'
  | `${'create' | 'read' | 'change' | 'archive' | 'restore' | 'approve' | 'test'}Workflow`;

const PARTS: PartsOfNoun<Workflow> = {
  useCase: ['useCaseId'],
  of: ({ useCaseId }) => ({ useCaseIds: [useCaseId] }),
};

type Command = { readonly params: { readonly id: string }; readonly expectedRevision: number | undefined };

export function workflowHandlers(context: WorkflowContext): Handlers<WorkflowOperation> {
  const out = async (stored: Stored<Workflow> | ControlRefusal) => {
    if (isControlRefusal(stored)) return stored;
    const approval = await context.store.get('workflow_approval', stored.row.id);
    return answer(toWireWorkflow(seeWorkflow(context, stored, approval?.row)));
  };
  const address = ({ params, expectedRevision }: Command) => ({ rules, id: params.id, expectedRevision });
  return {
    listWorkflows: async ({ query, reach }) => {
      const approvals = await loadApprovals(context.store);
      const toWire = (stored: Stored<Workflow>) =>
        toWireWorkflow(seeWorkflow(context, stored, approvals.get(stored.row.id)));
      return listRows(context.store, { noun: 'workflow', query, toWire, ...withinOf(reach, PARTS) });
    },
    readWorkflow: async ({ params, reach }) => {
      const found = await context.store.get('workflow', params.id);
      return out(seenRow(found, { reach, parts: PARTS }) ?? unknown(params.id));
    },
    createWorkflow: async ({ commander, body }) => out(await createRow(context, commander, { rules, row: body })),
    changeWorkflow: async (ask) => out(await changeRow(context, ask.commander, { ...address(ask), changes: ask.body })),
    archiveWorkflow: async (ask) => out(await archiveRow(context, ask.commander, address(ask))),
    restoreWorkflow: async (ask) => out(await restoreRow(context, ask.commander, address(ask))),
    approveWorkflow: async ({ commander, params, body }) => {
      const seen = await approveWorkflow(context, commander, { id: params.id, version: body.version });
      return isControlRefusal(seen) ? seen : answer(toWireWorkflow(seen));
    },
    testWorkflow: async ({ commander, params, body }) => {
      const tested = await testWorkflow(context, commander, { id: params.id, message: body.message });
      return isControlRefusal(tested) ? tested : answer(tested);
    },
  };
}

function unknown(id: string): ControlRefusal {
  return refuseCommand('not_found', `There is no workflow "${id}".`);
}

function toWireWorkflow(seen: SeenWorkflow) {
  const { version, isApproved, approvedBy, row } = seen;
  return { ...toWireRow(seen), model: workflowModelId(row.id), version, isApproved, approvedBy };
}
