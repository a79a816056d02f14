import { Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { EndPriceButton } from './end-price-button.tsx';
import { PriceButton } from './price-form.tsx';

type Price = AnswerOf<'listPrices'>['rows'][number];

const WORDS = FINANCE_WORDS.prices;
const PAGE_ROWS = 50;
const TYPING_MS = 250;
const route = getRouteApi('/prices');

/** The price book. Rows are added and never edited; those of a file are changed there. */
export function PricesPage() {
  const search = route.useSearch();
  const mayAdd = useMay()('control.write:finance');
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(search.model ?? '');
  const [model] = useDebouncedValue(typed.trim(), TYPING_MS);
  const query = model === '' ? {} : { priceKey: model };
  const prices = usePages(
    'listPrices',
    model,
    (page, signal) =>
      callOperation('listPrices', {
        query: { ...query, ...page },
        signal,
      }),
    PAGE_ROWS,
  );
  return (
    <Page title={WORDS.title} lead={WORDS.lead} action={mayAdd ? <PriceButton model={model} /> : undefined}>
      <div className="filter-bar no-print">
        <TextInput
          label={WORDS.filter}
          placeholder={WORDS.filterHelp}
          value={typed}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            void navigate({ search: value.trim() === '' ? {} : { model: value.trim() }, replace: true });
          }}
        />
      </div>
      <Panel title={WORDS.perMillion} flush action={<RowsExport of="exportPricesCsv" request={{ query }} />}>
        <Paged query={prices} empty={<Empty title={WORDS.none} />}>
          {(rows) => <PriceTable rows={rows} mayEnd={mayAdd} />}
        </Paged>
      </Panel>
    </Page>
  );
}

function PriceTable({ rows, mayEnd }: { readonly rows: readonly Price[]; readonly mayEnd: boolean }) {
  return (
    <table className="table table-stack table-lines">
      <thead>
        <tr>
          <th>{WORDS.key}</th>
          <th>{WORDS.from}</th>
          <th>{WORDS.to}</th>
          <th>{WORDS.when}</th>
          <th className="number">{WORDS.input}</th>
          <th className="number">{WORDS.cacheRead}</th>
          <th className="number">{WORDS.cacheWrite}</th>
          <th className="number">{WORDS.output}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((price) => {
          return (
            <tr key={price.id}>
              <td className="one-line">{price.priceKey}</td>
              <td
                data-label={WORDS.from}
                className={Date.parse(price.effectiveFrom) === 0 ? 'line-usual' : 'line-named'}
              >
                {Date.parse(price.effectiveFrom) === 0 ? WORDS.everBefore : <Moment at={price.effectiveFrom} day />}
              </td>
              <td data-label={WORDS.to} className={price.effectiveTo === null ? 'line-figure' : 'line-named'}>
                {price.effectiveTo === null ? (
                  <OpenEnd price={price} mayEnd={mayEnd} />
                ) : (
                  <Moment at={price.effectiveTo} day />
                )}
              </td>
              <td
                data-label={WORDS.when}
                className={Object.keys(price.predicates).length === 0 ? 'line-usual' : 'line-whole'}
              >
                {predicatesInWords(price.predicates)}
              </td>
              <Prices buckets={price.nanodollarsPerMillionTokens} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Where none is known, that is said once. */
function Prices({ buckets }: { readonly buckets: Price['nanodollarsPerMillionTokens'] }) {
  const cells = [
    [WORDS.input, buckets.inputUncached],
    [WORDS.cacheRead, buckets.inputCacheRead],
    [WORDS.cacheWrite, buckets.inputCacheWrite5m],
    [WORDS.output, buckets.outputVisible],
  ] as const;
  if (cells.every(([, price]) => price === null))
    return (
      <td colSpan={cells.length} data-label={WORDS.prices} className="number line-named">
        <Text span inherit c="dimmed">
          {dollars(null)}
        </Text>
      </td>
    );
  return cells.map(([label, price]) => (
    <td key={label} data-label={label} className="number line-named line-half">
      {dollars(price)}
    </td>
  ));
}

/** Prices of a file are ended there. */
function OpenEnd({ price, mayEnd }: { readonly price: Price; readonly mayEnd: boolean }) {
  if (!mayEnd || price.managedBy === 'file') return <span className="line-usual">{WORDS.open}</span>;
  return (
    <Group gap={4} wrap="nowrap" align="baseline" component="span">
      <span className="line-usual">{WORDS.open}</span>
      <EndPriceButton price={price} />
    </Group>
  );
}

function predicatesInWords(predicates: Price['predicates']): string {
  const told = Object.entries(predicates).map(([name, value]) => `${spaced(name)} ${value}`);
  return told.length === 0 ? WORDS.always : told.join(', ');
}

/** `serviceTier` is read as two words. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
