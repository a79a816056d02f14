import { Button, Group, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { TextLink } from '../shell/links.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { FORMULA_WORDS } from '../words/formula-words.ts';
import {
  EVERY_FIGURE,
  FORMULA_FIGURES,
  type Formula,
  type FormulaFigure,
  figureInWords,
  shownValue,
  takeValue,
} from './formula-figures.ts';

const GROUPS = namesOf(FORMULA_WORDS.groups);
const NOTE_MAX = 2_000;

/** Writes the next version, from the one in force; every field stays within its bounds. */
export function FormulaFormPage() {
  const formulas = useOperation('listScoreFormulas', {});
  return (
    <Page title={FORMULA_WORDS.formTitle} lead={FORMULA_WORDS.formLead}>
      <Stack gap="md">
        <TextLink to="/formulas">{FORMULA_WORDS.back}</TextLink>
        <Loaded query={formulas} lines={14}>
          {({ inForce, period }) => <FormulaForm from={inForce.formula} periodNow={period} />}
        </Loaded>
      </Stack>
    </Page>
  );
}

function FormulaForm({ from, periodNow }: { readonly from: Formula; readonly periodNow: string }) {
  const [formula, setFormula] = useState(from);
  const [note, setNote] = useState('');
  const [fromPeriod, setFromPeriod] = useState(monthAfter(periodNow));
  const navigate = useNavigate();
  const propose = useWrite({
    carryOut: (_input, idempotencyKey) =>
      callOperation('proposeScoreFormula', { body: { formula, note: note.trim(), fromPeriod }, idempotencyKey }),
    changes: ['listScoreFormulas'],
    done: ({ id }) => navigate({ to: '/formulas/$formulaId', params: { formulaId: id } }),
  });
  const faults = weightFaults(formula);
  const changed = EVERY_FIGURE.filter(({ read }) => read(formula) !== read(from)).length;
  const isWhole = faults.length === 0 && changed > 0 && note.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) propose.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {GROUPS.map((group) => (
          <Panel
            key={group}
            title={FORMULA_WORDS.groups[group]}
            note={group === 'weights' ? <span aria-live="polite">{weightNote(faults)}</span> : undefined}
          >
            <div className="figure-fields">
              {FORMULA_FIGURES[group].map((figure) => (
                <FigureField key={figure.id} figure={figure} from={from} formula={formula} onChange={setFormula} />
              ))}
            </div>
          </Panel>
        ))}
        <Panel title={FORMULA_WORDS.propose} note={FORMULA_WORDS.changed(changed)}>
          <Stack gap="md" className="narrow">
            {propose.error === null ? null : <Trouble error={propose.error} />}
            <Textarea
              label={FORMULA_WORDS.whyField}
              description={FORMULA_WORDS.whyHelp}
              autosize
              minRows={2}
              maxLength={NOTE_MAX}
              dir="auto"
              value={note}
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
            <TextInput
              type="month"
              label={FORMULA_WORDS.fromField}
              value={fromPeriod}
              min={periodNow}
              w={220}
              onChange={({ currentTarget }) => setFromPeriod(currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={propose.isPending} disabled={!isWhole}>
                {FORMULA_WORDS.save}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </Stack>
    </form>
  );
}

type FieldProps = {
  readonly figure: FormulaFigure;
  readonly from: Formula;
  readonly formula: Formula;
  readonly onChange: (formula: Formula) => void;
};

function FigureField({ figure, from, formula, onChange }: FieldProps) {
  const { id, min, max, read, unit } = figure;
  const isChanged = read(formula) !== read(from);
  const was = isChanged ? ` · ${FORMULA_WORDS.now}: ${figureInWords(figure, shownValue(figure, from))}` : '';
  return (
    <NumberInput
      label={FORMULA_WORDS.figures[id]}
      description={`${FORMULA_WORDS.bounds(figureInWords(figure, min), figureInWords(figure, max))}${was}`}
      value={shownValue(figure, formula)}
      min={min}
      max={max}
      clampBehavior="blur"
      allowNegative={false}
      allowDecimal={unit === 'dollars' || unit === 'points' || unit === 'times'}
      thousandSeparator=","
      onChange={(value) => {
        if (typeof value === 'number') onChange(takeValue(figure, formula, value));
      }}
    />
  );
}

/** What the server would refuse of the weights together; single figures keep within their bounds by themselves. */
function weightFaults({ weights }: Formula): readonly string[] {
  const sum = weights.impact + weights.safety + weights.reuse + weights.activity;
  const isSmallest = weights.activity < Math.min(weights.impact, weights.safety, weights.reuse);
  return [
    ...(sum === 100 ? [] : [FORMULA_WORDS.weightsSum(sum)]),
    ...(isSmallest ? [] : [FORMULA_WORDS.activitySmallest]),
  ];
}

function weightNote(faults: readonly string[]) {
  if (faults.length === 0) return FORMULA_WORDS.weightsSum(100);
  return (
    <Text span size="xs" c="var(--house-stop)">
      {faults.join(' ')}
    </Text>
  );
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
