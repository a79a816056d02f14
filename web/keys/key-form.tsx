import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { RequestOf } from '../../src/client/operation-request.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { localMoment, momentOf } from '../filters/local-moment.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { NO_HELP } from '../states/no-help.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { useNow } from '../states/use-now.ts';
import { KEY_WORDS } from '../words/key-words.ts';
import { idsOf } from './change-key.tsx';

type Wanted = RequestOf<'createApiKey'>['body'];

export type KeyFormProps = { readonly onMade: (secret: string | null) => void; readonly onCancel: () => void };

const QUARTER_MS = 90 * 86_400_000;
const SCOPES = namesOf(KEY_WORDS.scopes);
const LANES = namesOf(KEY_WORDS.lanes);

function useKeyForm(nowMs: number) {
  const needed = (text: string) => (text.trim() === '' ? KEY_WORDS.needed : null);
  const scopes: readonly string[] = ['call'];
  return useForm({
    initialValues: {
      name: '',
      ownerKind: 'person',
      ownerId: '',
      projectId: '',
      lane: 'production',
      scopes,
      useCases: '',
      defaultUseCase: '',
      ends: localMoment(nowMs + QUARTER_MS),
    },
    validate: {
      name: needed,
      ownerId: needed,
      scopes: (chosen) => (chosen.length === 0 ? KEY_WORDS.oneScope : null),
      ends: (ends) => (new Date(ends).getTime() > Date.now() ? null : KEY_WORDS.notLater),
    },
  });
}

type KeyFormState = ReturnType<typeof useKeyForm>;

/** Makes a key; the answer is the only place where it stands. */
export function KeyForm({ onMade, onCancel }: KeyFormProps) {
  const form = useKeyForm(useNow());
  const make = useWrite({
    carryOut: (body: Wanted, idempotencyKey) => callOperation('createApiKey', { body, idempotencyKey }),
    changes: ['listApiKeys'],
    done: ({ secret }) => onMade(secret),
  });
  return (
    <Panel title={KEY_WORDS.formTitle}>
      <form onSubmit={form.onSubmit((values) => make.mutate(keyOf(values)))}>
        <Stack gap="md">
          {make.error === null ? null : <Trouble error={make.error} />}
          <Fields form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {KEY_WORDS.cancel}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {KEY_WORDS.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function Fields({ form }: { readonly form: KeyFormState }) {
  const text = form.getInputProps;
  return (
    <>
      <TextInput label={KEY_WORDS.keyName} description={KEY_WORDS.keyNameHelp} dir="auto" {...text('name')} />
      <div className="fields">
        <NativeSelect
          label={KEY_WORDS.ownerKind}
          data={[
            { value: 'person', label: KEY_WORDS.person },
            { value: 'service_account', label: KEY_WORDS.serviceAccount },
          ]}
          {...text('ownerKind')}
        />
        <TextInput label={KEY_WORDS.ownerId} autoComplete="off" {...text('ownerId')} />
        <NativeSelect
          label={KEY_WORDS.lane}
          data={LANES.map((lane) => ({ value: lane, label: KEY_WORDS.lanes[lane] }))}
          {...text('lane')}
        />
        <TextInput
          label={KEY_WORDS.project}
          placeholder={KEY_WORDS.noProject}
          autoComplete="off"
          {...text('projectId')}
        />
        <TextInput label={KEY_WORDS.ends} type="datetime-local" {...text('ends')} />
      </div>
      <Checkbox.Group label={KEY_WORDS.scopesLabel} {...text('scopes')}>
        <Group gap="md" mt={6}>
          {SCOPES.map((scope) => (
            <Checkbox key={scope} value={scope} label={KEY_WORDS.scopes[scope]} />
          ))}
        </Group>
      </Checkbox.Group>
      <div className="grid-two">
        <TextInput
          label={KEY_WORDS.useCases}
          description={KEY_WORDS.useCasesHelp}
          autoComplete="off"
          {...text('useCases')}
        />
        <TextInput
          label={KEY_WORDS.defaultUseCase}
          description={NO_HELP}
          autoComplete="off"
          {...text('defaultUseCase')}
        />
      </div>
    </>
  );
}

function keyOf(values: KeyFormState['values']): Wanted {
  const ownerId = values.ownerId.trim();
  return {
    name: values.name.trim(),
    owner:
      values.ownerKind === 'person'
        ? { kind: 'person', personId: ownerId }
        : { kind: 'service_account', serviceAccountId: ownerId },
    projectId: values.projectId.trim() === '' ? null : values.projectId.trim(),
    lane: LANES.find((lane) => lane === values.lane) ?? 'production',
    scopes: SCOPES.filter((scope) => values.scopes.includes(scope)),
    allowedUseCaseIds: [...idsOf(values.useCases)],
    defaultUseCaseId: values.defaultUseCase.trim() === '' ? null : values.defaultUseCase.trim(),
    expiresAt: momentOf(values.ends) ?? '',
  };
}
