import { Button, Checkbox, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useFieldFaults } from '../request/field-faults.ts';
import { NO_HELP } from '../states/no-help.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { MODEL_WORDS } from '../words/model-words.ts';
import { ABILITIES, CLASSES, FACES, type ModelTexts, RETENTIONS, targetsOf, textsOf } from './edit-model.ts';
import type { Model } from './models-page.tsx';

export type ModelFormProps = {
  /** Left out: a new one. */
  readonly model?: Model;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onSave: (texts: ModelTexts) => void;
};

const WORDS = MODEL_WORDS;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,199}$/;
const WHOLE = /^\d{0,9}$/;

function useModelForm(model: Model | undefined) {
  const named = (text: string) => (NAME.test(text.trim()) ? null : WORDS.notName);
  const whole = (text: string) => (WHOLE.test(text.trim()) ? null : WORDS.notNumber);
  return useForm<ModelTexts>({
    initialValues: textsOf(model),
    validate: {
      id: named,
      vendor: (text) => (text.trim() === '' ? WORDS.needed : null),
      priceKey: named,
      faces: (chosen) => (chosen.length === 0 ? WORDS.oneFace : null),
      targets: (text) => (targetsOf(text) === undefined ? WORDS.badTarget : null),
      context: whole,
      output: whole,
    },
  });
}

/** What a model is, where it is reached and what it may be trusted with, as a form. */
export function ModelForm({ model, error, isPending, onSave }: ModelFormProps) {
  const form = useModelForm(model);
  useFieldFaults(form, error, { contextTokensMax: 'context', outputTokensMax: 'output' });
  return (
    <Panel title={model === undefined ? WORDS.make : WORDS.edit}>
      <form onSubmit={form.onSubmit(onSave)} noValidate>
        <Stack gap="md">
          {error === null ? null : <Trouble error={error} />}
          <Fields form={form} isNew={model === undefined} />
          <Group justify="flex-end">
            <Button type="submit" loading={isPending}>
              {model === undefined ? WORDS.create : WORDS.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

type FieldsProps = { readonly form: ReturnType<typeof useModelForm>; readonly isNew: boolean };

function Fields({ form, isNew }: FieldsProps) {
  const text = form.getInputProps;
  return (
    <>
      {isNew ? <TextInput label={WORDS.id} autoComplete="off" spellCheck={false} {...text('id')} /> : null}
      <div className="grid-two">
        <TextInput label={WORDS.vendor} description={NO_HELP} autoComplete="off" {...text('vendor')} />
        <TextInput
          label={WORDS.priceKey}
          description={WORDS.priceKeyHelp}
          autoComplete="off"
          spellCheck={false}
          {...text('priceKey')}
        />
      </div>
      <Textarea
        label={WORDS.targets}
        description={WORDS.targetsHelp}
        rows={3}
        spellCheck={false}
        classNames={{ input: 'code-input' }}
        {...text('targets')}
      />
      <Checkbox.Group label={WORDS.faces} {...text('faces')}>
        <Group gap="lg" mt={6}>
          {FACES.map((face) => (
            <Checkbox key={face} value={face} label={WORDS.faceNames[face]} />
          ))}
        </Group>
      </Checkbox.Group>
      <div className="fields">
        <NativeSelect
          label={WORDS.clearance}
          data={CLASSES.map((name) => ({ value: name, label: WORDS.classes[name] }))}
          {...text('dataClassMax')}
        />
        <TextInput label={WORDS.region} autoComplete="off" {...text('region')} />
        <NativeSelect
          label={WORDS.retention}
          data={RETENTIONS.map((name) => ({ value: name, label: WORDS.retentions[name] }))}
          {...text('retention')}
        />
        <TextInput label={WORDS.context} inputMode="numeric" placeholder={WORDS.noLimit} {...text('context')} />
        <TextInput label={WORDS.output} inputMode="numeric" placeholder={WORDS.noLimit} {...text('output')} />
      </div>
      <Checkbox.Group label={WORDS.abilities} description={WORDS.abilitiesUnknown} {...text('abilities')}>
        <Group gap="lg" mt={6}>
          {ABILITIES.map((name) => (
            <Checkbox key={name} value={name} label={WORDS.abilityNames[name]} />
          ))}
        </Group>
      </Checkbox.Group>
    </>
  );
}
