import { Button, Checkbox, Group, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { namesOf } from '../filters/filter-select.tsx';
import { Panel } from '../states/panel.tsx';
import { ALLOWANCE_WORDS } from '../words/allowance-words.ts';
import { type ConditionDraft, newCondition, newTranche, type RuleDraft, type TrancheDraft } from './rule-draft.ts';
import type { RuleFaults } from './rule-faults.ts';

const WORDS = ALLOWANCE_WORDS;
const CONDITIONS_MAX = 8;
const TRANCHES_MAX = 12;
const PERCENT_MAX = 200;
const DAYS_MAX = 365;
const CALLS_MAX = 1_000_000;

export type RuleFieldsProps = {
  readonly draft: RuleDraft;
  /** Undefined before somebody asked what the rule would do. */
  readonly faults: RuleFaults | undefined;
  readonly onChange: (draft: RuleDraft) => void;
};

/** Which budgets a rule is for, and over which time. */
export function ForWhomFields({ draft, faults, onChange }: RuleFieldsProps) {
  const scopes = namesOf(WORDS.scopeNames);
  return (
    <Panel title={WORDS.forWhom}>
      <Stack gap="md">
        <Checkbox.Group
          label={WORDS.scoped}
          value={[...draft.scopedBy]}
          onChange={(taken) => onChange({ ...draft, scopedBy: scopes.filter((name) => taken.includes(name)) })}
        >
          <div className="grid-ticks">
            {scopes.map((name) => (
              <Checkbox key={name} value={name} label={WORDS.scopeNames[name]} />
            ))}
          </div>
        </Checkbox.Group>
        <TextInput
          label={WORDS.envelopeIds}
          description={WORDS.envelopeIdsHelp}
          value={draft.envelopeIds}
          error={faults?.envelopeIds}
          onChange={({ currentTarget }) => onChange({ ...draft, envelopeIds: currentTarget.value })}
        />
        <div className="grid-pairs">
          <WholeField
            label={WORDS.windowDays}
            max={DAYS_MAX}
            value={draft.windowDays}
            onChange={(windowDays) => onChange({ ...draft, windowDays })}
          />
          <WholeField
            label={WORDS.callsMin}
            max={CALLS_MAX}
            value={draft.callsMin}
            onChange={(callsMin) => onChange({ ...draft, callsMin })}
          />
        </div>
      </Stack>
    </Panel>
  );
}

/** What a rule adds, part by part. */
export function TrancheFields({ draft, faults, onChange }: RuleFieldsProps) {
  const { tranches } = draft;
  const change = (next: readonly TrancheDraft[]) => onChange({ ...draft, tranches: next });
  return (
    <Panel title={WORDS.tranches} note={WORDS.tranchesNote}>
      <Stack gap="lg">
        {tranches.map((tranche, at) => (
          <fieldset key={tranche.key} className="mapping">
            <legend>{WORDS.tranche(at + 1)}</legend>
            <OneTranche
              tranche={tranche}
              faults={faults}
              onChange={(next) => change(tranches.map((one) => (one.key === tranche.key ? next : one)))}
              onRemove={
                tranches.length === 1 ? undefined : () => change(tranches.filter(({ key }) => key !== tranche.key))
              }
            />
          </fieldset>
        ))}
        {tranches.length < TRANCHES_MAX ? (
          <Group>
            <Button variant="default" size="compact-sm" onClick={() => change([...tranches, newTranche()])}>
              {WORDS.addTranche}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Panel>
  );
}

type OneTrancheProps = {
  readonly tranche: TrancheDraft;
  readonly faults: RuleFaults | undefined;
  readonly onChange: (tranche: TrancheDraft) => void;
  readonly onRemove: (() => void) | undefined;
};

function OneTranche({ tranche, faults, onChange, onRemove }: OneTrancheProps) {
  const { conditions } = tranche;
  const change = (next: readonly ConditionDraft[]) => onChange({ ...tranche, conditions: next });
  return (
    <Stack gap="sm">
      <div className="grid-pairs">
        <TextInput
          label={WORDS.trancheName}
          dir="auto"
          value={tranche.name}
          error={faults?.names.get(tranche.key)}
          onChange={({ currentTarget }) => onChange({ ...tranche, name: currentTarget.value })}
        />
        <WholeField
          label={WORDS.percent}
          max={PERCENT_MAX}
          value={tranche.percent}
          error={faults?.percents.get(tranche.key)}
          onChange={(percent) => onChange({ ...tranche, percent })}
        />
      </div>
      {conditions.map((condition, at) => (
        <Group key={condition.key} gap="xs" align="flex-end">
          <ConditionFields
            condition={condition}
            fault={faults?.values.get(condition.key)}
            onChange={(next) => change(conditions.map((one) => (one.key === condition.key ? next : one)))}
          />
          {conditions.length === 1 ? null : (
            <Button
              variant="subtle"
              color="gray"
              aria-label={WORDS.removeCondition(at + 1)}
              onClick={() => change(conditions.filter(({ key }) => key !== condition.key))}
            >
              {WORDS.remove}
            </Button>
          )}
        </Group>
      ))}
      <Group gap="xs">
        {conditions.length < CONDITIONS_MAX ? (
          <Button variant="default" size="compact-sm" onClick={() => change([...conditions, newCondition()])}>
            {WORDS.addCondition}
          </Button>
        ) : null}
        {onRemove === undefined ? null : (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onRemove}>
            {WORDS.remove}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

type ConditionFieldsProps = {
  readonly condition: ConditionDraft;
  readonly fault: string | undefined;
  readonly onChange: (condition: ConditionDraft) => void;
};

function ConditionFields({ condition, fault, onChange }: ConditionFieldsProps) {
  const inputs = namesOf(WORDS.inputNames);
  const leasts = namesOf(WORDS.leasts);
  return (
    <>
      <NativeSelect
        label={WORDS.input}
        value={condition.input}
        data={inputs.map((value) => ({ value, label: WORDS.inputNames[value] }))}
        onChange={({ currentTarget }) => {
          const input = inputs.find((name) => name === currentTarget.value);
          if (input !== undefined) onChange({ ...condition, input });
        }}
      />
      <NativeSelect
        label={WORDS.is}
        value={condition.is}
        data={leasts.map((value) => ({ value, label: WORDS.leasts[value] }))}
        onChange={({ currentTarget }) => {
          const is = leasts.find((name) => name === currentTarget.value);
          if (is !== undefined) onChange({ ...condition, is });
        }}
      />
      <NumberInput
        label={WORDS.value}
        w={110}
        min={0}
        allowNegative={false}
        value={condition.value}
        error={fault}
        onChange={(value) => {
          if (typeof value === 'number') onChange({ ...condition, value });
        }}
      />
    </>
  );
}

type WholeFieldProps = {
  readonly label: string;
  readonly max: number;
  readonly value: number;
  readonly error?: string | undefined;
  readonly onChange: (value: number) => void;
};

function WholeField({ label, max, value, error, onChange }: WholeFieldProps) {
  return (
    <NumberInput
      label={label}
      min={1}
      max={max}
      allowNegative={false}
      allowDecimal={false}
      clampBehavior="blur"
      thousandSeparator=","
      value={value}
      error={error}
      onChange={(next) => {
        if (typeof next === 'number') onChange(next);
      }}
    />
  );
}
