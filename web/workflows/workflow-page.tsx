import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { dollars } from '../figures/money.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { READS_ROUTING } from '../routing/reads-routing.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay, useMayOpen } from '../shell/session.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { USE_CASE_WORDS } from '../words/use-case-words.ts';
import { WORKFLOW_FORM_WORDS, WORKFLOW_WORDS } from '../words/workflow-words.ts';
import { ApprovalPanel } from './approval-panel.tsx';
import { DefinitionPanel } from './definition-panel.tsx';
import { fieldsOf, type WorkflowTexts } from './edit-workflow.ts';
import { TryPanel } from './try-panel.tsx';
import { WorkflowForm } from './workflow-form.tsx';
import { WorkflowSteps } from './workflow-steps.tsx';
import { WORKFLOW_TONES, type Workflow } from './workflows-page.tsx';

const route = getRouteApi('/workflows/$workflowId');
const WORDS = WORKFLOW_WORDS;

/** One workflow: what it answers and from what, whether it may, and a place to try it. */
export function WorkflowPage() {
  const { workflowId } = route.useParams();
  const workflow = useOperation('readWorkflow', { params: { id: workflowId } });
  const { data } = workflow;
  const seesUseCase = useMayOpen()(READS_ROUTING) && data !== undefined;
  const useCase = useOperation('readUseCase', { params: { id: data?.useCaseId ?? 'none' } }, { enabled: seesUseCase });
  const mayChange = useMay()('control.write:library') && data !== undefined && data.status !== 'archived';
  const [isEditing, setEditing] = useState(false);
  return (
    <Page
      title={data?.name ?? workflowId}
      lead={<code>{WORDS.calledBy(workflowId)}</code>}
      action={
        mayChange ? (
          <Button variant="default" onClick={() => setEditing(!isEditing)}>
            {isEditing ? WORDS.cancel : WORDS.edit}
          </Button>
        ) : null
      }
    >
      <Together queries={seesUseCase ? [workflow, useCase] : [workflow]} lines={14}>
        <Loaded query={workflow} lines={10}>
          {(row) => (
            <Stack gap="md">
              {isEditing && mayChange ? <EditPanel workflow={row} onDone={() => setEditing(false)} /> : null}
              {row.isApproved || row.status === 'archived' ? null : (
                <ApprovalPanel workflow={row} ownerId={useCase.data?.ownerPersonId} />
              )}
              <FactsPanel workflow={row} useCaseName={useCase.data?.name} />
              <DefinitionPanel workflow={row} />
              {row.status === 'archived' ? null : <TryPanel key={row.version} workflow={row} />}
            </Stack>
          )}
        </Loaded>
      </Together>
    </Page>
  );
}

function EditPanel({ workflow, onDone }: { readonly workflow: Workflow; readonly onDone: () => void }) {
  const save = useWrite({
    carryOut: (texts: WorkflowTexts, idempotencyKey) =>
      callOperation('changeWorkflow', {
        params: { id: workflow.id },
        ifRevision: workflow.revision,
        body: fieldsOf(texts),
        idempotencyKey,
      }),
    changes: ['listWorkflows', 'readWorkflow'],
    done: ({ name }) => {
      onDone();
      notifications.show({ message: WORKFLOW_FORM_WORDS.saved(name) });
    },
  });
  return (
    <WorkflowForm
      workflow={workflow}
      error={save.error}
      isPending={save.isPending}
      onSave={(texts) => save.mutate(texts)}
    />
  );
}

type FactsPanelProps = { readonly workflow: Workflow; readonly useCaseName: string | undefined };

function FactsPanel({ workflow, useCaseName }: FactsPanelProps) {
  const may = useMay();
  const { useCaseId, baselineNanodollars, isApproved, approvedBy } = workflow;
  return (
    <Panel
      title={WORDS.facts}
      action={<Mark tone={WORKFLOW_TONES[workflow.status]}>{WORDS.states[workflow.status]}</Mark>}
    >
      {workflow.description === '' ? null : (
        <Text size="sm" mb="xs" dir="auto">
          {workflow.description}
        </Text>
      )}
      <Facts
        facts={[
          [WORDS.model, <code key="model">{workflow.model}</code>],
          [
            WORDS.useCase,
            useCaseName === undefined ? (
              useCaseId
            ) : (
              <TextLink key="use-case" to="/use-cases/$useCaseId" params={{ useCaseId }} dir="auto">
                {useCaseName}
              </TextLink>
            ),
          ],
          [
            WORDS.version,
            <span key="version" className="hash">
              {workflow.version}
            </span>,
          ],
          [WORDS.approval, isApproved ? WORDS.approved(approvedBy ?? '') : WORDS.notApproved],
          [WORDS.class, USE_CASE_WORDS.classes[workflow.dataClassMax]],
          [WORDS.baseline, baselineNanodollars === null ? WORDS.median : dollars(baselineNanodollars)],
        ]}
      />
      {may('control.write:library') ? (
        <Group gap="sm">
          <WorkflowSteps workflow={workflow} />
        </Group>
      ) : null}
    </Panel>
  );
}
