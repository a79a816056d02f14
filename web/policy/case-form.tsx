import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { namesOf } from '../filters/filter-select.tsx';
import { EDITOR_WORDS, POLICY_WORDS } from '../words/policy-words.ts';
import { lines, listed, named, parts } from './edit-row.ts';
import type { PolicyCase } from './policy-document.ts';

export type CaseFormProps = {
  readonly given: PolicyCase | undefined;
  readonly onTake: (one: PolicyCase) => void;
  readonly onCancel: () => void;
};

type CaseTexts = ReturnType<typeof textsOfCase>;

const EFFECTS = namesOf(EDITOR_WORDS.effects);

/** One case: a call, and what must come of it. Facts that have no field here stay as they are. */
export function CaseForm({ given, onTake, onCancel }: CaseFormProps) {
  const form = useForm({
    initialValues: textsOfCase(given),
    validate: { name: (name) => (name.trim() === '' ? EDITOR_WORDS.needed : null) },
  });
  return (
    <Modal opened onClose={onCancel} title={EDITOR_WORDS.caseTitle} size="lg">
      <form onSubmit={form.onSubmit((values) => onTake(caseOf(values, given)))}>
        <Stack gap="md">
          <TextInput label={EDITOR_WORDS.caseName} data-autofocus dir="auto" {...form.getInputProps('name')} />
          <div className="fields">
            <TextInput label={EDITOR_WORDS.caseUseCase} autoComplete="off" {...form.getInputProps('useCase')} />
            <NativeSelect
              label={EDITOR_WORDS.caseClass}
              data={[{ value: '', label: EDITOR_WORDS.noLimit }, ...POLICY_WORDS.classes]}
              {...form.getInputProps('dataClass')}
            />
            <TextInput label={EDITOR_WORDS.caseFindings} autoComplete="off" {...form.getInputProps('findings')} />
            <TextInput label={EDITOR_WORDS.caseTeam} autoComplete="off" {...form.getInputProps('teamId')} />
          </div>
          <div className="fields">
            <NativeSelect
              label={EDITOR_WORDS.caseEffect}
              data={EFFECTS.map((effect) => ({ value: effect, label: EDITOR_WORDS.effects[effect] }))}
              {...form.getInputProps('effect')}
            />
            <TextInput label={EDITOR_WORDS.caseRules} autoComplete="off" {...form.getInputProps('rules')} />
          </div>
          <Textarea label={EDITOR_WORDS.caseDoes} autosize minRows={2} {...form.getInputProps('does')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {EDITOR_WORDS.cancel}
            </Button>
            <Button type="submit">{EDITOR_WORDS.take}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function textsOfCase(given: PolicyCase | undefined) {
  const facts = given?.facts ?? {};
  return {
    name: given?.name ?? '',
    useCase: facts.useCase ?? '',
    dataClass: String(facts.dataClass ?? ''),
    findings: listed(facts.findings),
    teamId: facts.caller?.teamId ?? '',
    effect: String(given?.expect.effect ?? 'allow'),
    rules: listed(given?.expect.rules),
    does: (given?.expect.does ?? []).join('\n'),
  };
}

function caseOf(texts: CaseTexts, given: PolicyCase | undefined): PolicyCase {
  const { useCase: _use, dataClass: _class, findings: _found, caller, ...others } = given?.facts ?? {};
  const { teamId: _team, ...whose } = caller ?? {};
  const dataClass = POLICY_WORDS.classes.find((name) => name === texts.dataClass);
  const teamId = texts.teamId.trim();
  const asked = teamId === '' ? whose : { ...whose, teamId };
  return {
    name: texts.name.trim(),
    facts: {
      ...others,
      ...(Object.keys(asked).length === 0 ? {} : { caller: asked }),
      ...(texts.useCase.trim() === '' ? {} : { useCase: texts.useCase.trim() }),
      ...(dataClass === undefined ? {} : { dataClass }),
      ...named('findings', parts(texts.findings)),
    },
    expect: {
      effect: EFFECTS.find((effect) => effect === texts.effect) ?? 'allow',
      ...named('rules', parts(texts.rules)),
      ...named('does', lines(texts.does)),
    },
  };
}
