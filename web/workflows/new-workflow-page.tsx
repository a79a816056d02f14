import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useMay } from '../shell/session.tsx';
import { Page } from '../states/page.tsx';
import { NotYours } from '../states/trouble.tsx';
import { WORKFLOW_FORM_WORDS, WORKFLOW_WORDS } from '../words/workflow-words.ts';
import { fieldsOf, type WorkflowTexts } from './edit-workflow.ts';
import { WorkflowForm } from './workflow-form.tsx';

const WRITES = 'control.write:library';

/** Registers a workflow, which answers once the owner of its use case has approved it. */
export function NewWorkflowPage() {
  const navigate = useNavigate();
  const may = useMay();
  const make = useWrite({
    carryOut: (texts: WorkflowTexts, idempotencyKey) =>
      callOperation('createWorkflow', { body: { id: texts.id.trim(), ...fieldsOf(texts) }, idempotencyKey }),
    changes: ['listWorkflows'],
    done: async ({ id, name }) => {
      notifications.show({ message: WORKFLOW_FORM_WORDS.saved(name) });
      await navigate({ to: '/workflows/$workflowId', params: { workflowId: id } });
    },
  });
  return (
    <Page title={WORKFLOW_WORDS.make} lead={WORKFLOW_FORM_WORDS.newLead}>
      {may(WRITES) ? (
        <WorkflowForm error={make.error} isPending={make.isPending} onSave={(texts) => make.mutate(texts)} />
      ) : (
        <NotYours permission={WRITES} />
      )}
    </Page>
  );
}
