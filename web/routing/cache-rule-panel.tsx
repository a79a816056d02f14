import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useWrite } from '../request/use-write.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Facts } from '../states/facts.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { CLASSES } from '../use-cases/use-case-states.ts';
import { CACHE_WORDS } from '../words/routing-words.ts';
import { USE_CASE_WORDS } from '../words/use-case-words.ts';
import type { UseCase } from './edit-rule.ts';
import { spanInWords } from './span-in-words.ts';

type Cache = UseCase['cache'];

const WORDS = CACHE_WORDS;
const SCOPES = namesOf(WORDS.scopes);
const WHICH = namesOf(WORDS.whichOf);
const PLACES = namesOf(WORDS.places);
const SECONDS_MAX = 604_800;

/** Whether equal calls of the use case get the same answer again, and its form. */
export function CacheRulePanel({ useCase }: { readonly useCase: UseCase }) {
  const mayChange = useMay()('control.write:catalogue') && useCase.status !== 'archived';
  const [isEditing, setEditing] = useState(false);
  const { cache } = useCase;
  return (
    <Panel
      title={WORDS.rule}
      action={
        mayChange ? (
          <Button size="compact-sm" variant="default" onClick={() => setEditing(!isEditing)}>
            {isEditing ? WORDS.cancel : WORDS.edit}
          </Button>
        ) : null
      }
    >
      {isEditing && mayChange ? (
        <CacheForm useCase={useCase} onDone={() => setEditing(false)} />
      ) : cache.mode === 'off' ? (
        <Empty title={WORDS.ruleOff} />
      ) : (
        <Facts
          facts={[
            [WORDS.scope, WORDS.scopes[cache.scope]],
            [WORDS.age, spanInWords(cache.ttlSeconds)],
            [WORDS.class, USE_CASE_WORDS.classes[cache.dataClassMax]],
            [WORDS.which, WORDS.whichOf[cache.answers]],
            [WORDS.place, WORDS.places[cache.kept]],
          ]}
        />
      )}
    </Panel>
  );
}

type Texts = Readonly<Record<'seconds' | 'scope' | 'dataClassMax' | 'answers' | 'kept', string>> & {
  readonly isOn: boolean;
};

function CacheForm({ useCase, onDone }: { readonly useCase: UseCase; readonly onDone: () => void }) {
  const { mode, ttlSeconds, scope, dataClassMax, answers, kept } = useCase.cache;
  const form = useForm<Texts>({
    initialValues: { isOn: mode === 'exact', seconds: String(ttlSeconds), scope, dataClassMax, answers, kept },
    validate: {
      seconds: (text) =>
        /^\d{1,6}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= SECONDS_MAX ? null : WORDS.notSeconds,
    },
  });
  const save = useWrite({
    carryOut: (texts: Texts, idempotencyKey) =>
      callOperation('changeUseCase', {
        params: { id: useCase.id },
        ifRevision: useCase.revision,
        body: { cache: ruleOf(texts) },
        idempotencyKey,
      }),
    changes: ['readUseCase', 'listUseCases', 'readCache'],
    done: () => {
      onDone();
      notifications.show({ message: WORDS.saved });
    },
  });
  useFieldFaults(form, save.error, { ttlSeconds: 'seconds' });
  const text = form.getInputProps;
  return (
    <form onSubmit={form.onSubmit((texts) => save.mutate(texts))} noValidate>
      <Stack gap="md">
        {save.error === null ? null : <Trouble error={save.error} />}
        <Checkbox label={WORDS.mode} {...form.getInputProps('isOn', { type: 'checkbox' })} />
        <div className="fields">
          <NativeSelect label={WORDS.scope} data={SCOPES.map(named(WORDS.scopes))} {...text('scope')} />
          <NativeSelect
            label={WORDS.class}
            data={CLASSES.map(named(USE_CASE_WORDS.classes))}
            {...text('dataClassMax')}
          />
          <NativeSelect label={WORDS.which} data={WHICH.map(named(WORDS.whichOf))} {...text('answers')} />
          <NativeSelect label={WORDS.place} data={PLACES.map(named(WORDS.places))} {...text('kept')} />
          <TextInput label={WORDS.seconds} inputMode="numeric" {...text('seconds')} />
        </div>
        <Text size="xs" c="dimmed">
          {WORDS.secondsHelp}
        </Text>
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {WORDS.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function named<Name extends string>(words: Readonly<Record<Name, string>>) {
  return (value: Name) => ({ value, label: words[value] });
}

function ruleOf({ isOn, seconds, ...texts }: Texts): Cache {
  return {
    mode: isOn ? 'exact' : 'off',
    ttlSeconds: Number(seconds),
    scope: SCOPES.find((name) => name === texts.scope) ?? 'person',
    dataClassMax: CLASSES.find((name) => name === texts.dataClassMax) ?? 'internal',
    answers: WHICH.find((name) => name === texts.answers) ?? 'deterministic',
    kept: PLACES.find((name) => name === texts.kept) ?? 'memory',
  };
}
