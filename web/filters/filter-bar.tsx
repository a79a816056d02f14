import { Button, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { dayInWords } from '../figures/moment.tsx';
import { useMay } from '../shell/session.tsx';
import type { ViewPage } from '../views/kept-search.ts';
import { ViewsMenu } from '../views/views-menu.tsx';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { FilterList } from './filter-list.tsx';
import { FilterSelect } from './filter-select.tsx';
import { COMPARISONS, type Comparison, type RangeName, type RangeSearch } from './range.ts';
import { RangeChoice } from './range-choice.tsx';
import { useCalendar, useRange } from './use-range.ts';

/** What a page can be narrowed by; a page names those that its address has. */
export type FilterSearch = RangeSearch & {
  readonly compare?: Comparison | undefined;
  readonly team?: string | undefined;
  readonly useCase?: string | undefined;
  readonly model?: string | undefined;
};

export type FilterBarProps<Search extends FilterSearch> = {
  readonly page: ViewPage;
  readonly search: Search;
  /** The reader of the page's address, which views are read by too. */
  readonly read: (search: Readonly<Record<string, unknown>>) => Search;
  readonly onChange: (search: Search) => void;
  /** The range that holds while none is chosen; left out: the page has another time. */
  readonly usual?: RangeName;
  readonly parts: readonly ('compare' | 'team' | 'useCase' | 'model')[];
  /** Fields of the page's own, behind those that all pages have; its own time comes first. */
  readonly children?: ReactNode;
  /** The time of a page that has another one, as it is printed. */
  readonly printed?: string;
  /** Beside the views: files. */
  readonly action?: ReactNode;
};

/**
 * What a page is about, kept in its address, to be sent, kept as a view and printed. The page hands in what its reader has understood
 * of the address: the router also passes on what nobody knows.
 */
export function FilterBar<Search extends FilterSearch>(props: FilterBarProps<Search>) {
  const { page, search, read, onChange, usual, printed, parts, children, action } = props;
  const change = (part: FilterSearch) => onChange(read({ ...search, ...part }));
  const has = (part: FilterBarProps<Search>['parts'][number]) => parts.includes(part);
  return (
    <>
      <div className="filter-bar no-print">
        {usual === undefined ? children : <RangeChoice search={search} usual={usual} onChange={change} />}
        {has('compare') ? (
          <FilterSelect
            label={FILTER_WORDS.compare}
            all={FILTER_WORDS.noComparison}
            options={FILTER_WORDS.comparisons}
            value={COMPARISONS.find((name) => name === search.compare)}
            onTake={(compare) => change({ compare })}
          />
        ) : null}
        <Named search={search} has={has} onChange={change} />
        {usual === undefined ? null : children}
        <div className="filter-end">
          {action}
          <ViewsMenu page={page} search={search} onOpen={(kept) => onChange(read(kept))} />
        </div>
      </div>
      <LeftOut search={search} />
      {usual === undefined ? null : <PrintedRange search={search} usual={usual} />}
      {printed === undefined ? null : <p className="print-only">{printed}</p>}
    </>
  );
}

type NamedProps = {
  readonly search: FilterSearch;
  readonly has: (part: 'team' | 'useCase' | 'model') => boolean;
  readonly onChange: (part: FilterSearch) => void;
};

/** Names are chosen from a list where the reader may see it, and typed where not. */
function Named({ search, has, onChange }: NamedProps) {
  const may = useMay();
  return (
    <>
      {has('team') ? (
        <FilterList
          of="listTeams"
          isListed={may('control.read:directory')}
          label={FILTER_WORDS.team}
          value={search.team}
          onTake={(team) => onChange({ team })}
        />
      ) : null}
      {has('useCase') ? (
        <FilterList
          of="listUseCases"
          isListed={may('control.read:catalogue')}
          label={FILTER_WORDS.useCase}
          value={search.useCase}
          onTake={(useCase) => onChange({ useCase })}
        />
      ) : null}
      {has('model') ? (
        <FilterList
          of="listModels"
          isListed={may('control.read:catalogue')}
          label={FILTER_WORDS.model}
          value={search.model}
          onTake={(model) => onChange({ model })}
        />
      ) : null}
    </>
  );
}

/** What the address said beyond what the page has understood; read once, as the address was when the page opened. */
function LeftOut({ search }: { readonly search: FilterSearch }) {
  const [asked, setAsked] = useState(() => [...new URLSearchParams(location.search).keys()]);
  const names = asked.filter((name) => !Object.hasOwn(search, name));
  if (names.length === 0) return null;
  return (
    <Text size="sm" className="pending no-print" role="status">
      {FILTER_WORDS.left(names.map((name) => `“${name}”`).join(', '))}{' '}
      <Button variant="subtle" size="compact-sm" onClick={() => setAsked([])}>
        {FILTER_WORDS.understood}
      </Button>
    </Text>
  );
}

/** On paper the time stands as a sentence: the fields are left out. */
function PrintedRange({ search, usual }: { readonly search: FilterSearch; readonly usual: RangeName }) {
  const { stretch } = useRange(search, usual);
  const { timeZone } = useCalendar();
  const narrowed = [search.team, search.useCase, search.model].filter((name) => name !== undefined);
  return (
    <p className="print-only">
      {[FILTER_WORDS.zone(dayInWords(stretch.first), dayInWords(stretch.last), timeZone), ...narrowed].join(' · ')}
    </p>
  );
}
