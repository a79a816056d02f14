import { Button, Group, NativeSelect, NumberInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { Panel } from '../states/panel.tsx';
import { RULE_WORDS } from '../words/rule-words.ts';
import { LevelsTable } from './levels-table.tsx';
import type { Rule } from './rule-page.tsx';
import type { RulePartProps } from './whole-panel.tsx';

export type Category = Rule['categories'][number];

const CATEGORIES_MAX = 8;
const SOURCES = namesOf(RULE_WORDS.sources);
const LANES = namesOf(RULE_WORDS.lanes);

/** The categories, each with its targets. */
export function CategoriesPanel({ rule, onChange }: RulePartProps) {
  const set = (categories: Rule['categories']) => onChange({ ...rule, categories });
  const { categories } = rule;
  return (
    <Panel title={RULE_WORDS.categories} note={RULE_WORDS.categoriesNote}>
      <div className="categories">
        {categories.map((category, at) => (
          <CategoryFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a category is known by its place while its id is typed
            key={at}
            category={category}
            onChange={(changed) => set(categories.map((one, place) => (place === at ? changed : one)))}
            onRemove={categories.length === 1 ? null : () => set(categories.filter((_, place) => place !== at))}
          />
        ))}
        {categories.length < CATEGORIES_MAX ? (
          <Button
            variant="default"
            size="compact-sm"
            mt="sm"
            onClick={() => set([...categories, newCategory(categories)])}
          >
            {RULE_WORDS.addCategory}
          </Button>
        ) : null}
      </div>
    </Panel>
  );
}

type CategoryFieldsProps = {
  readonly category: Category;
  readonly onChange: (category: Category) => void;
  readonly onRemove: (() => void) | null;
};

/** A line with its targets, which opens to its fields; one that was just added is open. */
function CategoryFields({ category, onChange, onRemove }: CategoryFieldsProps) {
  const [isOpen, setOpen] = useState(category.name === '');
  return (
    <details className="category model" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="model-words">
          <Text component="span" fw={500}>
            {category.name === '' ? category.id : category.name}
          </Text>
          <Text component="span" size="sm" c="dimmed" className="figures">
            {category.levels.map(({ name, points }) => `${name} ${points}`).join(' · ')}
          </Text>
        </span>
      </summary>
      {isOpen ? <Fields category={category} onChange={onChange} onRemove={onRemove} /> : null}
    </details>
  );
}

function Fields({ category, onChange, onRemove }: CategoryFieldsProps) {
  const { from } = category;
  return (
    <div className="category-fields">
      <div className="figure-fields">
        <TextInput
          label={RULE_WORDS.name}
          value={category.name}
          onChange={({ currentTarget }) => onChange({ ...category, name: currentTarget.value })}
        />
        <TextInput
          label={RULE_WORDS.id}
          value={category.id}
          onChange={({ currentTarget }) => onChange({ ...category, id: currentTarget.value })}
        />
        <NativeSelect
          label={RULE_WORDS.from}
          value={from.kind}
          data={SOURCES.map((name) => ({ value: name, label: RULE_WORDS.sources[name] }))}
          onChange={({ currentTarget }) => onChange({ ...category, from: sourceOf(currentTarget.value) })}
        />
        {from.kind === 'outcomes' ? (
          <NativeSelect
            label={RULE_WORDS.lane}
            value={from.lane}
            data={LANES.map((name) => ({ value: name, label: RULE_WORDS.lanes[name] }))}
            onChange={({ currentTarget }) =>
              onChange({
                ...category,
                from: { ...from, lane: LANES.find((name) => name === currentTarget.value) ?? from.lane },
              })
            }
          />
        ) : null}
        <CountField
          label={RULE_WORDS.many}
          value={category.manyMin}
          onTake={(manyMin) => onChange({ ...category, manyMin })}
        />
        <CountField
          label={RULE_WORDS.measured}
          value={category.measuredMin}
          onTake={(measuredMin) => onChange({ ...category, measuredMin })}
        />
      </div>
      <TextInput
        label={RULE_WORDS.honours}
        value={category.honours}
        dir="auto"
        onChange={({ currentTarget }) => onChange({ ...category, honours: currentTarget.value })}
      />
      <LevelsTable levels={category.levels} onChange={(levels) => onChange({ ...category, levels })} />
      {onRemove === null ? null : (
        <Group justify="flex-end">
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onRemove}>
            {RULE_WORDS.removeLevel(category.name)}
          </Button>
        </Group>
      )}
    </div>
  );
}

type CountFieldProps = {
  readonly label: string;
  readonly value: number;
  readonly onTake: (value: number) => void;
};

function CountField({ label, value, onTake }: CountFieldProps) {
  return (
    <NumberInput
      label={label}
      value={value}
      min={0}
      max={1_000}
      allowDecimal={false}
      onChange={(typed) => {
        if (typeof typed === 'number') onTake(typed);
      }}
    />
  );
}

function sourceOf(kind: string): Category['from'] {
  if (kind === 'reuse') return { kind: 'reuse' };
  if (kind === 'safety') return { kind: 'safety' };
  return { kind: 'outcomes', typeIds: [], lane: 'any', grades: ['E1', 'E2', 'E3', 'E4'] };
}

function newCategory(categories: Rule['categories']): Category {
  return {
    ...{ id: `category-${categories.length + 1}`, name: '', honours: '', manyMin: 1, measuredMin: 0 },
    from: sourceOf('outcomes'),
    levels: [{ id: 'bronze', name: 'Bronze', points: 5, teamPoints: 3, months: 1, weight: 1 }],
  };
}
