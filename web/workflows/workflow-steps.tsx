import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { RetireButton } from '../teams/retire-button.tsx';
import { WORKFLOW_WORDS } from '../words/workflow-words.ts';
import type { Workflow } from './workflows-page.tsx';

const WORDS = WORKFLOW_WORDS;
const CHANGES = ['listWorkflows', 'readWorkflow'] as const;

/** Block, unblock, archive, restore: what its state allows. */
export function WorkflowSteps({ workflow }: { readonly workflow: Workflow }) {
  const of = { params: { id: workflow.id } };
  const isActive = workflow.status === 'active';
  return (
    <>
      {workflow.status === 'archived' ? null : (
        <ReasonButton
          plain
          label={isActive ? WORDS.block : WORDS.unblock}
          note={isActive ? WORDS.blockNote : WORDS.unblockNote}
          changes={CHANGES}
          carryOut={(_reason, idempotencyKey) =>
            callOperation('changeWorkflow', {
              ...of,
              ifRevision: workflow.revision,
              body: { status: isActive ? 'blocked' : 'active' },
              idempotencyKey,
            })
          }
        />
      )}
      <RetireButton
        name={workflow.name}
        status={workflow.status}
        changes={CHANGES}
        archive={(idempotencyKey) => callOperation('archiveWorkflow', { ...of, body: {}, idempotencyKey })}
        restore={(idempotencyKey) => callOperation('restoreWorkflow', { ...of, body: {}, idempotencyKey })}
      />
    </>
  );
}
