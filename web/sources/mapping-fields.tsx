import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { MAPPING_WORDS } from '../words/mapping-words.ts';
import type { MappingFaults } from './mapping-faults.ts';
import {
  CONDITIONS,
  conditionLines,
  linesOf,
  type Mapping,
  ONE_PLACE,
  PLACES,
  readConditions,
} from './mapping-texts.ts';

const SAYS = namesOf(MAPPING_WORDS.says);
/** Asked first; the others are folded away until somebody needs them. */
const FIRST_PLACES: readonly string[] = ['subject', 'at'];
const FIRST_LISTS: readonly string[] = ['worker', 'by', 'workItems'];

export type MappingFieldsProps = {
  readonly number: number;
  readonly mapping: Mapping;
  /** What it lacks; nothing before somebody wanted to keep it. */
  readonly faults: MappingFaults;
  /** Told whenever lines of a field can no longer be read, or can again. */
  readonly onUnread: (field: string, isUnread: boolean) => void;
  readonly onChange: (mapping: Mapping) => void;
  readonly onRemove: () => void;
};

/** One kind of message and what it says. */
export function MappingFields({ number, mapping, faults, onUnread, onChange, onRemove }: MappingFieldsProps) {
  const onePlaces = (isFirst: boolean) =>
    ONE_PLACE.filter((name) => FIRST_PLACES.includes(name) === isFirst).map((name) => (
      <TextInput
        key={name}
        label={MAPPING_WORDS.fields[name]}
        value={mapping[name]}
        error={name === 'subject' || name === 'at' ? faults[name] : undefined}
        spellCheck={false}
        classNames={{ input: 'code-input' }}
        onChange={({ currentTarget }) => onChange({ ...mapping, [name]: currentTarget.value })}
      />
    ));
  const lists = (isFirst: boolean) =>
    PLACES.filter((name) => FIRST_LISTS.includes(name) === isFirst).map((name) => (
      <LinesField
        key={name}
        label={MAPPING_WORDS.fields[name]}
        initial={mapping[name].join('\n')}
        onTake={(text) => {
          onChange({ ...mapping, [name]: linesOf(text) });
          return true;
        }}
      />
    ));
  const [first, ...more] = CONDITIONS;
  const condition = (name: (typeof CONDITIONS)[number]) => (
    <LinesField
      key={name}
      label={MAPPING_WORDS.fields[name]}
      initial={conditionLines(mapping[name])}
      onTake={(text) => {
        const conditions = readConditions(text);
        onUnread(name, conditions === undefined);
        if (conditions !== undefined) onChange({ ...mapping, [name]: conditions });
        return conditions !== undefined;
      }}
    />
  );
  return (
    <fieldset className="mapping">
      <legend>{MAPPING_WORDS.number(number)}</legend>
      <div className="grid-pairs">
        <NativeSelect
          label={MAPPING_WORDS.fields.says}
          value={mapping.says}
          data={SAYS.map((name) => ({ value: name, label: MAPPING_WORDS.says[name] }))}
          onChange={({ currentTarget }) =>
            onChange({ ...mapping, says: SAYS.find((name) => name === currentTarget.value) ?? mapping.says })
          }
        />
        <TextInput
          label={MAPPING_WORDS.fields.what}
          value={mapping.what}
          error={faults.what}
          onChange={({ currentTarget }) => onChange({ ...mapping, what: currentTarget.value })}
        />
      </div>
      {condition(first)}
      {onePlaces(true)}
      {lists(true)}
      <details className="model">
        <summary>{MAPPING_WORDS.more}</summary>
        <div className="mapping-more">
          {onePlaces(false)}
          {lists(false)}
          {more.map(condition)}
        </div>
      </details>
      <Group justify="flex-end">
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onRemove}>
          {MAPPING_WORDS.remove}
        </Button>
      </Group>
    </fieldset>
  );
}

type LinesFieldProps = {
  readonly label: string;
  readonly initial: string;
  /** Whether the lines could be read. */
  readonly onTake: (text: string) => boolean;
};

/** What is typed stays as it is typed; it is taken whenever it can be read. */
function LinesField({ label, initial, onTake }: LinesFieldProps) {
  const [text, setText] = useState(initial);
  const [isRead, setRead] = useState(true);
  return (
    <Textarea
      label={label}
      value={text}
      autosize
      minRows={1}
      spellCheck={false}
      classNames={{ input: 'code-input' }}
      error={isRead ? undefined : MAPPING_WORDS.notCondition}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        setRead(onTake(currentTarget.value));
      }}
    />
  );
}
