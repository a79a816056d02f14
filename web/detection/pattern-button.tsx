import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { codeOf } from '../request/request-problem.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { DETECTION_WORDS, SETTINGS_WORDS } from '../words/detection-words.ts';

type Trial = AnswerOf<'tryDetectionPattern'>;

const TYPE_ID = /^[a-z][a-z0-9_]{1,40}$/;
const CLASSES = namesOf(DETECTION_WORDS.classes);
const BYTES_OF_MEGABYTE = 1_000_000;

function usePatternForm() {
  return useForm({
    initialValues: { id: '', word: '', source: '', dataClass: 'confidential', anyway: false },
    validate: {
      id: (id) => (TYPE_ID.test(id.trim()) ? null : SETTINGS_WORDS.notId),
      word: (word) => (word.trim() === '' ? SETTINGS_WORDS.needed : null),
      source: (source) => (source.trim() === '' ? SETTINGS_WORDS.needed : null),
    },
  });
}

type PatternForm = ReturnType<typeof usePatternForm>;

/** A new pattern: tried on text that holds nothing, then kept. */
export function PatternButton() {
  const [isOpen, setOpen] = useState(false);
  const form = usePatternForm();
  const attempt = useWrite({
    carryOut: (body: ReturnType<typeof patternOf>) => callOperation('tryDetectionPattern', { body }),
    changes: [],
  });
  const save = useWrite({
    carryOut: (body: ReturnType<typeof patternOf> & { readonly anyway: boolean }, idempotencyKey) =>
      callOperation('saveDetectionPattern', { body, idempotencyKey }),
    changes: ['listDetectionPatterns', 'listDetectors'],
    done: ({ id }) => {
      form.reset();
      attempt.reset();
      setOpen(false);
      notifications.show({ message: SETTINGS_WORDS.saved(id) });
    },
  });
  const error = save.error ?? attempt.error;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {SETTINGS_WORDS.newPattern}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={SETTINGS_WORDS.newPattern}>
        <form onSubmit={form.onSubmit((values) => save.mutate({ ...patternOf(values), anyway: values.anyway }))}>
          <Stack gap="md">
            {error === null ? null : <Trouble error={error} />}
            <PatternFields form={form} />
            {attempt.data === undefined ? null : <TrialWords trial={attempt.data} />}
            {codeOf(save.error) === 'rule_broken' ? (
              <Checkbox label={SETTINGS_WORDS.anyway} {...form.getInputProps('anyway', { type: 'checkbox' })} />
            ) : null}
            <Group justify="flex-end">
              <Button
                variant="default"
                loading={attempt.isPending}
                onClick={() => {
                  if (!form.validate().hasErrors) attempt.mutate(patternOf(form.getValues()));
                }}
              >
                {SETTINGS_WORDS.tryIt}
              </Button>
              <Button type="submit" loading={save.isPending}>
                {SETTINGS_WORDS.save}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

function PatternFields({ form }: { readonly form: PatternForm }) {
  return (
    <>
      <TextInput
        label={SETTINGS_WORDS.id}
        description={SETTINGS_WORDS.idHelp}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('id')}
      />
      <TextInput label={SETTINGS_WORDS.word} description={SETTINGS_WORDS.wordHelp} {...form.getInputProps('word')} />
      <TextInput
        label={SETTINGS_WORDS.regex}
        description={SETTINGS_WORDS.regexHelp}
        spellCheck={false}
        autoComplete="off"
        {...form.getInputProps('source')}
      />
      <NativeSelect
        label={SETTINGS_WORDS.dataClass}
        data={CLASSES.map((name) => ({ value: name, label: DETECTION_WORDS.classes[name] }))}
        {...form.getInputProps('dataClass')}
      />
    </>
  );
}

function TrialWords({ trial }: { readonly trial: Trial }) {
  return (
    <div role="status">
      {trial.fault === null ? (
        <Text size="sm">
          {SETTINGS_WORDS.trial(trial.hits, trial.bytes / BYTES_OF_MEGABYTE, trial.hitsPerMegabyte)}
        </Text>
      ) : (
        <Text size="sm">{trial.fault}</Text>
      )}
      {trial.literal === null ? null : (
        <Text size="sm" c="dimmed">
          {SETTINGS_WORDS.literal(trial.literal)}
        </Text>
      )}
    </div>
  );
}

function patternOf({ id, word, source, dataClass }: PatternForm['values']) {
  return {
    id: id.trim(),
    word: word.trim(),
    source: source.trim(),
    dataClass: CLASSES.find((name) => name === dataClass) ?? 'confidential',
  };
}
