import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BoardFile, readLeaderboard } from './read-leaderboard.ts';

const read = (file: Partial<BoardFile> & Pick<BoardFile, 'source' | 'text'>) =>
  readLeaderboard({ label: null, day: null, ...file });
const json = (value: unknown): string => JSON.stringify(value);

test('ccusage: days, months and sessions, projects apart, tokens in sum or by kind; one row for a name and day', () => {
  const label = 'ada';
  const source = 'ccusage';
  const daily = { daily: [{ date: '2026-01-02', totalTokens: 500, totalCost: 0.25 }], totals: { totalTokens: 500 } };
  assert.deepEqual(read({ source, label, text: json(daily) }).uses, [
    { label, day: '2026-01-02', tokens: 500n, costNanodollars: 250_000_000n },
  ]);
  const monthly = { monthly: [{ month: '2026-01', inputTokens: 1, outputTokens: 2, cacheReadTokens: 3 }] };
  assert.deepEqual(read({ source, label, text: json(monthly) }).uses, [
    { label, day: '2026-01-01', tokens: 6n, costNanodollars: null },
  ]);
  const newer = { daily: [{ period: '2026-01-02', agent: 'all', totalTokens: 7, totalCost: 0 }] };
  assert.equal(read({ source, label, text: json(newer) }).uses[0]?.day, '2026-01-02');
  const projects = {
    projects: { a: [{ date: '2026-01-02', totalTokens: 1 }], b: [{ date: '2026-01-02', totalTokens: 2 }] },
  };
  assert.deepEqual(read({ source, label, text: json(projects) }).uses, [
    { label, day: '2026-01-02', tokens: 3n, costNanodollars: null },
  ]);
});

test('tokscale: the graph of one person’s days, and a page of a leaderboard', () => {
  const source = 'tokscale';
  const graph = {
    contributions: [{ date: '2026-01-03', totals: { tokens: 7, cost: 0.1, messages: 1 }, intensity: 1 }],
  };
  assert.deepEqual(read({ source, label: 'ben', text: json(graph) }).uses, [
    { label: 'ben', day: '2026-01-03', tokens: 7n, costNanodollars: 100_000_000n },
  ]);
  const users = { users: [{ rank: 1, username: 'cleo', totalTokens: 9, totalCost: 1 }] };
  assert.deepEqual(read({ source, day: '2026-01-01', text: json(users) }).uses[0], {
    ...{ label: 'cleo', day: '2026-01-01', tokens: 9n },
    costNanodollars: 1_000_000_000n,
  });
});

test('tables: any of the usual headings, separators, quotes, thousands apart, costs to the last decimal', () => {
  const text =
    '\uFEFFLogin;Total tokens;Cost (USD);Date\r\n"ada; the first";"1,234,567";0.123456789;2026-01-02\r\nben;5;;2026-02\r\n';
  assert.deepEqual(read({ source: 'csv', text }).uses, [
    { label: 'ada; the first', day: '2026-01-02', tokens: 1_234_567n, costNanodollars: 123_456_789n },
    { label: 'ben', day: '2026-02-01', tokens: 5n, costNanodollars: null },
  ]);
});

test('what cannot be read is told with its place, and nothing of it is guessed', () => {
  const faultsOf = (file: Parameters<typeof read>[0]) => read(file).faults.join(' ');
  assert.match(faultsOf({ source: 'ccusage', text: 'no' }), /no JSON/);
  assert.match(faultsOf({ source: 'ccusage', text: '{}' }), /holds no rows/);
  assert.match(
    faultsOf({ source: 'ccusage', text: json({ daily: [{ date: '2026-01-02', totalTokens: 1 }] }) }),
    /names nobody/,
  );
  assert.match(
    faultsOf({ source: 'tokscale', text: json({ users: [{ username: 'a', totalTokens: 1 }] }) }),
    /names no day/,
  );
  assert.match(faultsOf({ source: 'csv', text: 'name,amount\na,1' }), /No column is called “tokens”/);
  assert.match(
    faultsOf({ source: 'csv', text: 'name,tokens,day\na,-1,2026-01-01' }),
    /Line 2: “-1” is no whole number/,
  );
  assert.match(faultsOf({ source: 'csv', text: 'name,tokens,day\na,1,2026-13-01' }), /names no day/);
});
