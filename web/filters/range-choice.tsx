import { NativeSelect, TextInput } from '@mantine/core';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { isDay } from './calendar-days.ts';
import { RANGES, type RangeName, type RangeSearch } from './range.ts';
import { useRange } from './use-range.ts';

export type RangeChoiceProps = {
  readonly search: RangeSearch;
  readonly usual: RangeName;
  /** Members of the address that change; one that is undefined goes. */
  readonly onChange: (range: RangeSearch) => void;
};

const CUSTOM = 'custom';

/** The time that a page is about: a preset, or the days from one to another. */
export function RangeChoice({ search, usual, onChange }: RangeChoiceProps) {
  const { stretch } = useRange(search, usual);
  const isCustom = search.from !== undefined;
  const choose = (value: string) => {
    const range = RANGES.find((name) => name === value);
    if (range !== undefined) onChange({ range, from: undefined, to: undefined });
    else onChange({ range: undefined, from: stretch.first, to: stretch.last });
  };
  const setDay = (day: { readonly from?: string; readonly to?: string }) => {
    const { from = search.from, to = search.to } = day;
    if (!isDay(from) || !isDay(to)) return;
    const [first, last] = from <= to ? [from, to] : [to, from];
    onChange({ range: undefined, from: first, to: last });
  };
  return (
    <>
      <NativeSelect
        label={FILTER_WORDS.range}
        data={[
          ...RANGES.map((range) => ({ value: range, label: FILTER_WORDS.ranges[range] })),
          { value: CUSTOM, label: FILTER_WORDS.custom },
        ]}
        value={isCustom ? CUSTOM : (search.range ?? usual)}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      {isCustom ? (
        <>
          <TextInput
            type="date"
            label={FILTER_WORDS.from}
            value={stretch.first}
            onChange={({ currentTarget }) => setDay({ from: currentTarget.value })}
          />
          <TextInput
            type="date"
            label={FILTER_WORDS.to}
            value={stretch.last}
            onChange={({ currentTarget }) => setDay({ to: currentTarget.value })}
          />
        </>
      ) : null}
    </>
  );
}
