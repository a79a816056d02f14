import { Button, NumberInput, TextInput } from '@mantine/core';
import { RULE_WORDS } from '../words/rule-words.ts';
import type { Category } from './categories-panel.tsx';

type Levels = Category['levels'];
type Level = Levels[number];

const LEVELS_MAX = 5;
const NUMBERS = [
  { name: 'points', max: 100, isWhole: false },
  { name: 'teamPoints', max: 100, isWhole: false },
  { name: 'months', max: 12, isWhole: true },
  { name: 'weight', max: 100, isWhole: true },
] as const;

/** The targets of one category, the lowest first. */
export function LevelsTable({
  levels,
  onChange,
}: {
  readonly levels: Levels;
  readonly onChange: (levels: Levels) => void;
}) {
  const change = (at: number, changed: Level) => onChange(levels.map((one, place) => (place === at ? changed : one)));
  return (
    <div className="table-scroll">
      <table className="table table-stack table-inset">
        <thead>
          <tr>
            <th>{RULE_WORDS.level}</th>
            {NUMBERS.map(({ name }) => (
              <th key={name}>{RULE_WORDS[name]}</th>
            ))}
            <th>
              <span className="sr-only">{RULE_WORDS.remove}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {levels.map((level, at) => (
            <LevelRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a level is known by its place while its name is typed
              key={at}
              level={level}
              onChange={(changed) => change(at, changed)}
              onRemove={levels.length > 1 ? () => onChange(levels.filter((_, place) => place !== at)) : null}
            />
          ))}
        </tbody>
      </table>
      {levels.length < LEVELS_MAX ? (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange([...levels, nextLevel(levels)])}>
          {RULE_WORDS.addLevel}
        </Button>
      ) : null}
    </div>
  );
}

type LevelRowProps = {
  readonly level: Level;
  readonly onChange: (level: Level) => void;
  readonly onRemove: (() => void) | null;
};

function LevelRow({ level, onChange, onRemove }: LevelRowProps) {
  return (
    <tr>
      <td>
        <TextInput
          size="xs"
          aria-label={RULE_WORDS.level}
          value={level.name}
          onChange={({ currentTarget }) => onChange({ ...level, name: currentTarget.value })}
        />
      </td>
      {NUMBERS.map(({ name, max, isWhole }) => (
        <td key={name} data-label={RULE_WORDS[name]}>
          <NumberInput
            size="xs"
            w={96}
            aria-label={`${level.name}: ${RULE_WORDS[name]}`}
            value={level[name]}
            min={isWhole ? 1 : 0.1}
            max={max}
            allowDecimal={!isWhole}
            onChange={(typed) => {
              if (typeof typed === 'number') onChange({ ...level, [name]: typed });
            }}
          />
        </td>
      ))}
      <td>
        {onRemove === null ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={RULE_WORDS.removeLevel(level.name)}
            onClick={onRemove}
          >
            {RULE_WORDS.remove}
          </Button>
        )}
      </td>
    </tr>
  );
}

function nextLevel(levels: Levels): Level {
  const last = levels.at(-1);
  const number = levels.length + 1;
  return {
    ...{ id: `level-${number}`, name: `${RULE_WORDS.level} ${number}` },
    points: Math.min(100, (last?.points ?? 0) + 5),
    teamPoints: Math.min(100, (last?.teamPoints ?? 0) + 3),
    months: last?.months ?? 1,
    weight: Math.min(100, (last?.weight ?? 0) * 2 || 1),
  };
}
