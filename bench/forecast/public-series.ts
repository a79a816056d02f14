import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetRead } from 'hyparquet';

/** One amount a day, without gaps. */
export type BenchSeries = {
  readonly family: string;
  readonly name: string;
  /** The first day, as `2001-01-01`. */
  readonly firstDate: string;
  readonly amounts: readonly number[];
};

const DATA = new URL('../../node_modules/vega-datasets/data/', import.meta.url);
const DAY_MS = 86_400_000;
const AIRPORTS = 40;

/** Daily series out of `vega-datasets`. Where each is from, and under what licence, stands in the package's datapackage.json. */
export async function readPublicSeries(): Promise<readonly BenchSeries[]> {
  return [...(await readFlights()), ...readBirdStrikes(), ...readWeather(), ...readTrade()];
}

/** Departures and minutes of delay a day, of the airports with the most. US Bureau of Transportation Statistics, January to June 2001. */
async function readFlights(): Promise<readonly BenchSeries[]> {
  const columns = new Map<string, unknown[]>();
  await parquetRead({
    file: await asyncBufferFromFile(new URL('flights-3m.parquet', DATA).pathname),
    columns: ['date', 'delay', 'origin'],
    compressors: { ZSTD: (input) => new Uint8Array(zstdDecompressSync(input)) },
    onChunk: ({ columnName, columnData, rowStart }) => {
      const column = columns.get(columnName) ?? [];
      columns.set(columnName, column);
      for (let at = 0; at < columnData.length; at += 1) column[rowStart + at] = columnData[at];
    },
  });
  const departures = new Map<string, Map<number, number>>();
  const delays = new Map<string, Map<number, number>>();
  const [dates = [], minutes = [], origins = []] = ['date', 'delay', 'origin'].map((name) => columns.get(name));
  dates.forEach((date, at) => {
    const day = Math.floor(Number(date) / DAY_MS);
    const airport = String(origins[at]);
    add(departures, airport, { day, amount: 1 });
    add(delays, airport, { day, amount: Math.max(0, Number(minutes[at])) });
  });
  const largest = [...departures]
    .map(([airport, days]) => ({ airport, all: [...days.values()].reduce((sum, many) => sum + many, 0) }))
    .sort((one, other) => other.all - one.all)
    .slice(0, AIRPORTS);
  return largest.flatMap(({ airport }) => [
    toSeries('departures', airport, departures.get(airport)),
    toSeries('minutes of delay', airport, delays.get(airport)),
  ]);
}

/** Strikes a day and what they cost. FAA Wildlife Strike Database, 1990 to 2002. */
function readBirdStrikes(): readonly BenchSeries[] {
  const strikes = new Map<number, number>();
  const costs = new Map<number, number>();
  for (const row of readTable('birdstrikes.csv')) {
    const day = dayOf(row['Flight Date']);
    strikes.set(day, (strikes.get(day) ?? 0) + 1);
    costs.set(day, (costs.get(day) ?? 0) + Number(row['Cost Total $'] ?? 0));
  }
  return [toSeries('bird strikes', 'strikes', strikes)];
}

/** Rain and wind of two cities. NOAA, 2012 to 2015. */
function readWeather(): readonly BenchSeries[] {
  const rows = readTable('weather.csv');
  return ['Seattle', 'New York'].flatMap((city) =>
    ['precipitation', 'wind'].map((member) => {
      const own = rows.filter((row) => row['location'] === city);
      return toSeries(
        'weather',
        `${city} ${member}`,
        new Map(own.map((row) => [dayOf(row['date']), Number(row[member])])),
      );
    }),
  );
}

/** Shares traded a day, none at weekends and on holidays. Yahoo Finance, 2000 to 2020. */
function readTrade(): readonly BenchSeries[] {
  const rows = readTable('sp500-2000.csv');
  return [
    toSeries('shares traded', 'S&P 500', new Map(rows.map((row) => [dayOf(row['date']), Number(row['volume'])]))),
  ];
}

function readTable(file: string): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = readFileSync(new URL(file, DATA), 'utf8').trim().split(/\r?\n/);
  const names = cellsOf(head);
  return lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, at) => [names[at] ?? '', cell])));
}

/** Cells of one line; a comma inside quotes is text. */
function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((match) => match[2] ?? match[1] ?? '');
}

function dayOf(date: string | undefined): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

function add(
  series: Map<string, Map<number, number>>,
  name: string,
  { day, amount }: { readonly day: number; readonly amount: number },
): void {
  const days = series.get(name) ?? new Map<number, number>();
  series.set(name, days);
  days.set(day, (days.get(day) ?? 0) + amount);
}

function toSeries(family: string, name: string, days: ReadonlyMap<number, number> = new Map()): BenchSeries {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const day of days.keys()) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const amounts = Array.from({ length: last - first + 1 }, (_, at) => days.get(first + at) ?? 0);
  return { family, name, firstDate: new Date(first * DAY_MS).toISOString().slice(0, 10), amounts };
}
