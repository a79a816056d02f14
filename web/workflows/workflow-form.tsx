import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { priceOf } from '../finance/nanodollars-of.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useOperation } from '../request/use-operation.ts';
import { NO_HELP } from '../states/no-help.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { CLASSES } from '../use-cases/use-case-states.ts';
import { USE_CASE_WORDS } from '../words/use-case-words.ts';
import { WORKFLOW_FORM_WORDS, WORKFLOW_WORDS } from '../words/workflow-words.ts';
import { KINDS, textsOf, type WorkflowTexts, whereOf } from './edit-workflow.ts';
import { ParameterFields } from './parameter-fields.tsx';
import { WorkFields } from './work-fields.tsx';
import type { Workflow } from './workflows-page.tsx';

const WORDS = WORKFLOW_FORM_WORDS;
const SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const USE_CASES_MAX = 500;

export type WorkflowFormProps = {
  /** Left out: a new one. */
  readonly workflow?: Workflow;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onSave: (texts: WorkflowTexts) => void;
};

function useWorkflowForm(workflow: Workflow | undefined) {
  const needed = (text: string) => (text.trim() === '' ? WORDS.needed : null);
  const neededFor = (kind: string) => (text: string, all: WorkflowTexts) => (all.kind === kind ? needed(text) : null);
  const number = (text: string) => (/^(-?\d{1,15}(?:[.,]\d{1,9})?)?$/.test(text.trim()) ? null : WORDS.notNumber);
  return useForm<WorkflowTexts>({
    initialValues: textsOf(workflow),
    validate: {
      id: (id) => (SLUG.test(id.trim()) ? null : WORDS.notId),
      ...{ name: needed, useCaseId: needed, answer: needed },
      parameters: { name: needed, min: number, max: number },
      ...{ url: neededFor('http'), view: neededFor('sql'), columns: neededFor('sql') },
      where: (text) => (whereOf(text) === undefined ? WORDS.notWhere : null),
      baseline: (text) => (priceOf(text) === undefined ? WORDS.notAmount : null),
      ...{ timeout: number, rowsMax: number },
    },
  });
}

export type WorkflowFormState = ReturnType<typeof useWorkflowForm>;

/** What a workflow answers and from what, as a form. */
export function WorkflowForm({ workflow, error, isPending, onSave }: WorkflowFormProps) {
  const form = useWorkflowForm(workflow);
  useFieldFaults(form, error, { baselineNanodollars: 'baseline', timeoutMs: 'timeout' });
  return (
    <Panel title={workflow === undefined ? WORKFLOW_WORDS.make : WORKFLOW_WORDS.edit}>
      <form onSubmit={form.onSubmit(onSave)} noValidate>
        <Stack gap="md">
          {error === null ? null : <Trouble error={error} />}
          <Names form={form} isNew={workflow === undefined} />
          <ParameterFields form={form} />
          <NativeSelect
            label={WORDS.kind}
            data={KINDS.map((kind) => ({ value: kind, label: WORKFLOW_WORDS.kinds[kind] }))}
            {...form.getInputProps('kind')}
          />
          <WorkFields form={form} />
          <Textarea
            label={WORDS.answer}
            description={WORDS.answerHelp}
            autosize
            minRows={3}
            maxRows={16}
            dir="auto"
            {...form.getInputProps('answer')}
          />
          <div className="grid-two">
            <NativeSelect
              label={WORKFLOW_WORDS.class}
              description={NO_HELP}
              data={CLASSES.map((name) => ({ value: name, label: USE_CASE_WORDS.classes[name] }))}
              {...form.getInputProps('dataClassMax')}
            />
            <TextInput
              label={WORDS.baseline}
              description={WORDS.baselineHelp}
              inputMode="decimal"
              {...form.getInputProps('baseline')}
            />
          </div>
          {workflow === undefined ? null : (
            <Text size="sm" c="dimmed">
              {WORDS.differs}
            </Text>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={isPending}>
              {workflow === undefined ? WORDS.create : WORDS.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function Names({ form, isNew }: { readonly form: WorkflowFormState; readonly isNew: boolean }) {
  const useCases = useOperation('listUseCases', { query: { status: 'active', limit: USE_CASES_MAX } });
  const chosen = form.values.useCaseId;
  const ids = [...new Set([...(chosen === '' ? [] : [chosen]), ...(useCases.data?.rows ?? []).map(({ id }) => id)])];
  const text = form.getInputProps;
  return (
    <>
      {isNew ? (
        <TextInput label={WORDS.id} description={WORDS.idHelp} autoComplete="off" spellCheck={false} {...text('id')} />
      ) : null}
      <div className="grid-two">
        <TextInput label={WORDS.name} dir="auto" autoComplete="off" {...text('name')} />
        <NativeSelect
          label={WORKFLOW_WORDS.useCase}
          data={[{ value: '', label: WORDS.choose }, ...ids]}
          {...text('useCaseId')}
        />
      </div>
      <Textarea label={WORDS.description} autosize dir="auto" {...text('description')} />
    </>
  );
}
