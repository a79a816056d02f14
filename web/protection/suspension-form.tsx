import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { RequestOf } from '../../src/client/operation-request.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { momentOf } from '../filters/local-moment.ts';
import { callOperation } from '../request/call-operation.ts';
import { codeOf } from '../request/request-problem.ts';
import { useWrite } from '../request/use-write.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { SUSPENSION_WORDS } from '../words/protection-words.ts';
import type { SuspensionSearch } from './suspension-search.ts';

type Order = RequestOf<'suspend'>['body'];

const KINDS = namesOf(SUSPENSION_WORDS.kinds);
const REASON_CHARACTERS_MAX = 200;

function useSuspensionForm(search: SuspensionSearch) {
  return useForm({
    initialValues: { kind: search.kind ?? 'key', id: search.id ?? '', reason: '', until: '', anyway: false },
    validate: {
      id: (id) => (id.trim() === '' ? SUSPENSION_WORDS.needed : null),
      reason: (reason) => (reason.trim() === '' ? SUSPENSION_WORDS.needed : null),
      until: (until) => (until === '' || new Date(until).getTime() > Date.now() ? null : SUSPENSION_WORDS.notLater),
    },
  });
}

/** Stops one thing; what else follows from it is said afterwards. */
export function SuspensionForm({ search }: { readonly search: SuspensionSearch }) {
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const form = useSuspensionForm(search);
  const stop = useWrite({
    carryOut: (body: Order, idempotencyKey) => callOperation('suspend', { body, idempotencyKey }),
    changes: ['listSuspensions'],
    done: (made) => {
      setWarnings(made.warnings);
      form.setValues({ id: '', reason: '', until: '', anyway: false });
      notifications.show({ message: SUSPENSION_WORDS.stopped(made.subjectId) });
    },
  });
  const submit = form.onSubmit(({ kind, id, reason, until, anyway }) =>
    stop.mutate({
      kind: KINDS.find((name) => name === kind) ?? 'key',
      id: id.trim(),
      reason: reason.trim(),
      expiresAt: momentOf(until),
      anyway,
    }),
  );
  return (
    <Panel title={SUSPENSION_WORDS.make}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {stop.error === null ? null : <Trouble error={stop.error} />}
          {warnings.map((warning) => (
            <Text key={warning} size="sm" role="status">
              {warning}
            </Text>
          ))}
          <Fields form={form} />
          {codeOf(stop.error) === 'rule_broken' ? (
            <Checkbox label={SUSPENSION_WORDS.anyway} {...form.getInputProps('anyway', { type: 'checkbox' })} />
          ) : null}
          <Group justify="flex-end">
            <Button type="submit" loading={stop.isPending}>
              {SUSPENSION_WORDS.stop}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function Fields({ form }: { readonly form: ReturnType<typeof useSuspensionForm> }) {
  return (
    <>
      <div className="grid-two">
        <NativeSelect
          label={SUSPENSION_WORDS.kind}
          description={SUSPENSION_WORDS.kindHelp}
          data={KINDS.map((kind) => ({ value: kind, label: SUSPENSION_WORDS.kinds[kind] }))}
          {...form.getInputProps('kind')}
        />
        <TextInput
          label={SUSPENSION_WORDS.id}
          description={SUSPENSION_WORDS.idHelp}
          autoComplete="off"
          {...form.getInputProps('id')}
        />
      </div>
      <div className="grid-two">
        <TextInput
          label={SUSPENSION_WORDS.reason}
          description={SUSPENSION_WORDS.reasonHelp}
          maxLength={REASON_CHARACTERS_MAX}
          dir="auto"
          {...form.getInputProps('reason')}
        />
        <TextInput
          label={SUSPENSION_WORDS.until}
          description={SUSPENSION_WORDS.untilHelp}
          type="datetime-local"
          {...form.getInputProps('until')}
        />
      </div>
    </>
  );
}
