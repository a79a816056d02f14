import { SegmentedControl } from '@mantine/core';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { RANGES, type RangeName } from './range.ts';

export type RangeChoiceProps = { readonly value: RangeName; readonly onChange: (range: RangeName) => void };

/** The time that a page is about. */
export function RangeChoice({ value, onChange }: RangeChoiceProps) {
  const data = RANGES.map((range) => ({ value: range, label: FILTER_WORDS.ranges[range] }));
  return (
    <SegmentedControl
      className="no-print"
      size="xs"
      aria-label={FILTER_WORDS.range}
      data={data}
      value={value}
      onChange={(chosen) => onChange(RANGES.find((range) => range === chosen) ?? value)}
    />
  );
}
