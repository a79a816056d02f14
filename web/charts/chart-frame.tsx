import { Button, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { CHART_WORDS } from '../words/chart-words.ts';

export type ChartRow = { readonly name: string; readonly values: readonly string[] };
export type ChartSize = { readonly width: number; readonly height: number };

export type ChartFrameProps = {
  /** What it shows, in a sentence. */
  readonly label: string;
  /** What the rows are, then what each value is. */
  readonly columns: readonly [string, ...string[]];
  readonly rows: readonly ChartRow[];
  readonly height?: number;
  /** Where a row stands, from the left. */
  readonly xOf: (index: number, size: ChartSize) => number;
  readonly children: (size: ChartSize) => ReactNode;
};

const HEIGHT = 220;

/**
 * Round every chart: the same figures as a table, and a cursor that the pointer or the arrow keys move, whose values are read out
 * beneath. The drawing itself says nothing to a screen reader; this does.
 */
export function ChartFrame({ label, columns, rows, height = HEIGHT, xOf, children }: ChartFrameProps) {
  const { ref, width } = useElementSize();
  const [isTable, setTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const size = { width, height };
  const row = cursor === null ? undefined : rows[cursor];
  return (
    <figure className="chart">
      {isTable ? (
        <ChartTable label={label} columns={columns} rows={rows} />
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
        <div
          ref={ref}
          className="chart-drawing"
          style={{ height }}
          role="group"
          aria-roledescription={CHART_WORDS.kind}
          aria-label={label}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read it
          tabIndex={0}
          onKeyDown={(event) => setCursor(cursorAfter(event, { cursor, count: rows.length }))}
          onPointerMove={(event) => setCursor(nearest(event, { count: rows.length, size, xOf }))}
          onPointerLeave={() => setCursor(null)}
          onBlur={() => setCursor(null)}
        >
          {width === 0 ? null : (
            <svg width={width} height={height} aria-hidden="true">
              {children(size)}
              {cursor === null ? null : (
                <line className="chart-cursor" x1={xOf(cursor, size)} x2={xOf(cursor, size)} y1={0} y2={height - 24} />
              )}
            </svg>
          )}
        </div>
      )}
      <div className="chart-foot">
        <Text size="xs" className="figures" role="status">
          {row === undefined ? '\u00a0' : inWords(row, columns)}
        </Text>
        <Button
          className="no-print"
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={() => setTable((now) => !now)}
        >
          {isTable ? CHART_WORDS.asChart : CHART_WORDS.asTable}
        </Button>
      </div>
    </figure>
  );
}

function ChartTable({ label, columns, rows }: Pick<ChartFrameProps, 'label' | 'columns' | 'rows'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className="chart-table" aria-label={label} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column} className={at === 0 ? undefined : 'number'}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <td>{row.name}</td>
              {row.values.map((value, at) => (
                <td key={columns[at + 1]} className="number">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function inWords({ name, values }: ChartRow, columns: readonly string[]): string {
  const told = values.flatMap((value, at) => (value === '' ? [] : [`${columns[at + 1]} ${value}`]));
  return `${name}: ${told.join(', ')}`;
}

function cursorAfter(event: KeyboardEvent, now: { readonly cursor: number | null; readonly count: number }) {
  const { cursor, count } = now;
  if (count === 0) return null;
  const moved = moveOf(event.key, cursor ?? -1, count);
  if (moved !== undefined) event.preventDefault();
  return moved ?? (event.key === 'Escape' ? null : cursor);
}

function moveOf(key: string, cursor: number, count: number): number | undefined {
  if (key === 'ArrowRight') return Math.min(count - 1, cursor + 1);
  if (key === 'ArrowLeft') return Math.max(0, cursor - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}

function nearest(
  event: PointerEvent,
  place: { readonly count: number; readonly size: ChartSize; readonly xOf: ChartFrameProps['xOf'] },
): number | null {
  const { count, size, xOf } = place;
  if (count === 0) return null;
  const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
  let best = 0;
  for (let at = 1; at < count; at += 1) if (Math.abs(xOf(at, size) - x) < Math.abs(xOf(best, size) - x)) best = at;
  return best;
}
