import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { dollars } from '../figures/money.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Facts } from '../states/facts.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { CLASSES } from '../use-cases/use-case-states.ts';
import { EXPLAIN_WORDS } from '../words/routing-words.ts';
import { USE_CASE_WORDS } from '../words/use-case-words.ts';
import type { UseCase } from './edit-rule.ts';

type Explanation = AnswerOf<'explainRoute'>;

const WORDS = EXPLAIN_WORDS;
const REASONINGS = namesOf(WORDS.reasonings);
const WHOLE = /^\d{0,9}$/;
const AUTO = 'auto';

const FIRST = {
  ...{ instruction: '', model: AUTO, turns: '', tools: '', input: '', reasoning: 'none', dataClass: 'internal' },
  ...{ structured: false, media: false, agentStep: false },
};
type Texts = typeof FIRST;

/** Says for a call that somebody describes where it would go, and each step of the reasoning. */
export function ExplainPanel({ useCase }: { readonly useCase: UseCase }) {
  const whole = (text: string) => (WHOLE.test(text.trim()) ? null : WORDS.notWhole);
  const form = useForm<Texts>({ initialValues: FIRST, validate: { turns: whole, tools: whole, input: whole } });
  const ask = useWrite({
    carryOut: (texts: Texts, idempotencyKey) =>
      callOperation('explainRoute', { body: bodyOf(useCase.id, texts), idempotencyKey }),
    changes: [],
  });
  const text = form.getInputProps;
  const checked = (name: 'structured' | 'media' | 'agentStep') => form.getInputProps(name, { type: 'checkbox' });
  return (
    <Panel title={WORDS.title} note={WORDS.note}>
      <form onSubmit={form.onSubmit((texts) => ask.mutate(texts))} noValidate>
        <Stack gap="md">
          <Textarea
            label={WORDS.instruction}
            description={WORDS.instructionHelp}
            autosize
            minRows={2}
            maxRows={8}
            dir="auto"
            {...text('instruction')}
          />
          <div className="fields">
            <NativeSelect
              label={WORDS.model}
              data={[{ value: AUTO, label: WORDS.auto }, ...useCase.modelStack]}
              {...text('model')}
            />
            <TextInput label={WORDS.turns} inputMode="numeric" placeholder="1" {...text('turns')} />
            <TextInput label={WORDS.tools} inputMode="numeric" placeholder="0" {...text('tools')} />
            <TextInput label={WORDS.input} inputMode="numeric" placeholder={WORDS.inputHelp} {...text('input')} />
            <NativeSelect
              label={WORDS.reasoning}
              data={REASONINGS.map((name) => ({ value: name, label: WORDS.reasonings[name] }))}
              {...text('reasoning')}
            />
            <NativeSelect
              label={WORDS.class}
              data={CLASSES.map((name) => ({ value: name, label: USE_CASE_WORDS.classes[name] }))}
              {...text('dataClass')}
            />
          </div>
          <Group gap="lg">
            <Checkbox label={WORDS.structured} {...checked('structured')} />
            <Checkbox label={WORDS.media} {...checked('media')} />
            <Checkbox label={WORDS.agentStep} {...checked('agentStep')} />
          </Group>
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={ask.isPending}>
              {WORDS.ask}
            </Button>
          </Group>
        </Stack>
      </form>
      <div aria-live="polite">
        {ask.error === null ? null : <Trouble error={ask.error} />}
        {ask.data === undefined ? null : <Answer explained={ask.data} />}
      </div>
    </Panel>
  );
}

function bodyOf(useCaseId: string, texts: Texts) {
  const numberOf = (typed: string, usual: number) => (typed.trim() === '' ? usual : Number(typed.trim()));
  return {
    ...{ useCaseId, model: texts.model, instruction: texts.instruction },
    inputTokens: texts.input.trim() === '' ? null : Number(texts.input.trim()),
    turnCount: numberOf(texts.turns, 1),
    toolCount: numberOf(texts.tools, 0),
    reasoning: REASONINGS.find((name) => name === texts.reasoning) ?? 'none',
    dataClass: CLASSES.find((name) => name === texts.dataClass) ?? 'internal',
    ...{ structuredOutput: texts.structured, media: texts.media, agentStep: texts.agentStep },
  };
}

function Answer({ explained }: { readonly explained: Explanation }) {
  const { difficulty, models, referenceId } = explained;
  const expected = (amount: string | null) => (amount === null ? WORDS.unknown : dollars(amount));
  return (
    <Stack gap="sm" mt="md">
      <div>
        <Text fw={600}>{WORDS.goes(explained.modelId)}</Text>
        <Text size="sm">{explained.inWords}</Text>
      </div>
      <Facts
        facts={[
          [WORDS.difficulty, difficulty.raw.toFixed(2)],
          [WORDS.expected, expected(explained.expectedNanodollars)],
          [WORDS.usual(referenceId), expected(explained.expectedAtReferenceNanodollars)],
        ]}
      />
      <div className="grid-two">
        <PointsTable difficulty={difficulty} />
        {models.length === 0 ? (
          <Text size="sm" c="dimmed">
            {WORDS.modelsNone}
          </Text>
        ) : (
          <table className="table table-inset">
            <thead>
              <tr>
                <th>{WORDS.models}</th>
                <th className="number">{WORDS.risk}</th>
              </tr>
            </thead>
            <tbody>
              {models.map(({ modelId, risk, isSteppedBack }) => (
                <tr key={modelId}>
                  <td>
                    {modelId} {isSteppedBack ? <Mark tone="stop">{WORDS.steppedBack}</Mark> : null}
                  </td>
                  <td className="number">{risk.toFixed(2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Stack>
  );
}

function PointsTable({ difficulty }: Pick<Explanation, 'difficulty'>) {
  const { parts, bias, weightsVersion } = difficulty;
  return (
    <div>
      <table className="table table-inset">
        <thead>
          <tr>
            <th>{WORDS.part}</th>
            <th className="number">{WORDS.points}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ feature, points, inWords }) => (
            <tr key={feature}>
              <td>{inWords}</td>
              <td className="number">{signed(points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text size="xs" c="dimmed" mt={6}>
        {parts.length === 0 ? `${WORDS.plain} ` : ''}
        {WORDS.partsNote(signed(bias), weightsVersion)}
      </Text>
    </div>
  );
}

function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(2)}`;
}
