import { Button, Group, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
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
      <Stack gap="md">
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
            w="fit-content"
            onClick={() => set([...categories, newCategory(categories)])}
          >
            {RULE_WORDS.addCategory}
          </Button>
        ) : null}
      </Stack>
    </Panel>
  );
}

type CategoryFieldsProps = {
  readonly category: Category;
  readonly onChange: (category: Category) => void;
  readonly onRemove: (() => void) | null;
};

function CategoryFields({ category, onChange, onRemove }: CategoryFieldsProps) {
  const { from } = category;
  return (
    <fieldset className="mapping">
      <legend>{category.name === '' ? category.id : category.name}</legend>
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
    </fieldset>
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
