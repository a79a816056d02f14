import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { Write } from './write.ts';

type Outcome = AnswerOf<'readOutcome'>;
type Costs = AnswerOf<'readOutcomeCosts'>;
type Summary = AnswerOf<'listOutcomes'>['rows'][number];

export type OutcomeListOptions = ConnectionOptions & { readonly all?: boolean; readonly state?: string };

const STATES = ['unproven', 'maturing', 'counted', 'reverted', 'withdrawn', 'duplicate'] as const;

export function tellOutcome(outcome: Outcome, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(outcome));
  write(`Outcome ${outcome.id}: ${outcome.amount} (${outcome.unit}) of "${outcome.typeName}".`);
  write(outcome.sentence);
  write(outcome.linksInWords);
}

export function showOutcome(outcome: Outcome, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(outcome));
  const fields: readonly (readonly [string, string | null])[] = [
    ['id', outcome.id],
    ['what', `${outcome.amount} (${outcome.unit}) of "${outcome.typeName}"`],
    ['state', `${outcome.state}, ${outcome.grade}: ${outcome.sentence}`],
    ['whose', outcome.personId],
    ['note', outcome.note],
    ['evidence', outcome.evidence],
    ['claimed', `$${outcome.claimedDollars} on ${moment(outcome.claimedAt)}`],
    ['measured', outcome.measuredDollars === null ? null : `$${outcome.measuredDollars}`],
    ['counts from', outcome.verifiedAt === null ? null : moment(outcome.verifiedAt)],
    ['use case', outcome.useCaseId],
    ['told by', outcome.sourceId],
    ['booked on', outcome.linksInWords],
  ];
  write(layOutFields(fields.map(([name, value]) => [name, value ?? '-'])));
  for (const { taskId, method, share } of outcome.links)
    write(`  ${Math.round(share * 100)} %  ${taskId}  (${method.replace('_', ' ')})`);
  if (outcome.history.length > 0) write('\nWhat was told of it:');
  for (const { at, by, sentence } of outcome.history) write(`  ${moment(at)}  ${by}: ${sentence}`);
  write(`\n${zoneNote()}`);
}

export async function listMyOutcomes(options: OutcomeListOptions, write: Write): Promise<void> {
  const rows: AnswerOf<'listMyOutcomes'>['rows'][number][] = [];
  for await (const row of openConnection(options).rows('listMyOutcomes', { query: stateOf(options) })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0)
    return write(
      'No outcomes yet. Claim one with "tokenward outcomes claim", or see the kinds: "tokenward outcome-types list".',
    );
  write(`${tableOf(rows)}\n\n${zoneNote()}`);
}

export async function listAllOutcomes(options: OutcomeListOptions, write: Write): Promise<void> {
  const rows: Summary[] = [];
  for await (const row of openConnection(options).rows('listOutcomes', { query: stateOf(options) })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('No outcomes in the last 30 days.');
  write(`${tableOf(rows)}\n\n${zoneNote()}`);
}

function stateOf({ state }: OutcomeListOptions): { state?: (typeof STATES)[number] } {
  if (state === undefined) return {};
  const known = STATES.find((one) => one === state);
  if (known === undefined) throw new CliFailure(`--state "${state}" is none of ${STATES.join(', ')}.`, 2);
  return { state: known };
}

function tableOf(rows: readonly Summary[]): string {
  const titles = ['id', 'what', 'amount', 'worth', 'claimed', 'state', 'linked by', 'how it stands'];
  return layOutTable(
    titles.map((title) => ({ title, align: title === 'amount' || title === 'worth' ? 'right' : 'left' })),
    rows.map((row) => [
      ...[row.id, row.typeName, String(row.amount), `$${row.measuredDollars ?? row.claimedDollars}`],
      ...[moment(row.claimedAt), `${row.state} ${row.grade}`],
      row.linkedBy.length === 0 ? '-' : row.linkedBy.join(', ').replaceAll('_', ' '),
      row.sentence,
    ]),
  );
}

export function showCosts(costs: Costs, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(costs));
  if (costs.useCases.length === 0) return write('Nothing was spent and nothing counted in this time.');
  const titles = [
    'use case',
    'outcomes',
    'one costs',
    'between',
    'whole',
    'calls',
    'failed',
    'review',
    'clean-up',
    'linked',
  ];
  const cells = costs.useCases.map(({ useCaseId, outcomes, perOutcome, stack, linkedPercent }) => [
    ...[useCaseId, outcomes === null ? '-' : String(outcomes)],
    perOutcome === null ? 'not known' : `$${perOutcome.dollars}`,
    perOutcome === null ? '-' : `$${perOutcome.lowDollars} and $${perOutcome.highDollars}`,
    ...[`$${stack.wholeDollars}`, `$${stack.answeredDollars}`, `$${stack.failedDollars}`],
    minutesInWords(stack.reviewDollars, { minutes: stack.reviewMinutes, hasPrice: costs.minuteDollars !== null }),
    minutesInWords(stack.cleanUpDollars, { minutes: stack.cleanUpMinutes, hasPrice: costs.minuteDollars !== null }),
    linkedPercent === null ? '-' : `${linkedPercent} %`,
  ]);
  write(
    layOutTable(
      titles.map((title, at) => ({ title, align: at === 0 ? 'left' : 'right' })),
      cells,
    ),
  );
  for (const { useCaseId, sentence } of costs.useCases) write(`${useCaseId}: ${sentence}`);
  if (costs.minuteDollars === null)
    write(
      'What a minute of a person costs is not set (tasks.reviewMinuteDollars): minutes are shown, and not in the sums.',
    );
  if (costs.isPartial) write('There were more outcomes than are reckoned with: ask for a shorter time.');
}

function minutesInWords(
  dollars: string,
  { minutes, hasPrice }: { readonly minutes: number; readonly hasPrice: boolean },
): string {
  return hasPrice ? `$${dollars}` : `${minutes} min`;
}
