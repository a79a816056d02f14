import type { AnswerOf } from '../../contract/routes.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { count, dollars, moment } from '../output/words.ts';

type Task = AnswerOf<'readTask'>;
type Summary = AnswerOf<'listTasks'>['rows'][number];

const WASTE: { readonly [Kind in Summary['waste'][number]['kind']]: string } = {
  oversized_context: 'context',
  loops: 'loops',
  retries: 'retries',
  premium_model: 'dear model',
  unread_output: 'unread',
};

/** Tasks as a table: what each took and cost, what its like cost, and what was wasteful. */
export function tasksInWords(rows: readonly Summary[]): string {
  const columns = [
    ...(['task', 'use case', 'last'] as const).map((title) => ({ title, align: 'left' as const })),
    ...(['calls', 'failed', 'cost', 'median'] as const).map((title) => ({ title, align: 'right' as const })),
    { title: 'waste', align: 'left' as const },
  ];
  const cells = rows.map((row) => [
    row.taskId,
    row.useCaseId ?? '-',
    moment(row.lastAt),
    count(row.calls),
    count(row.failed + row.refused),
    costOf(row),
    row.baseline.medianNanodollars === null ? '-' : dollars(row.baseline.medianNanodollars),
    row.waste.length === 0 ? '-' : row.waste.map(({ kind }) => WASTE[kind]).join(', '),
  ]);
  return layOutTable(columns, cells);
}

function costOf({ costNanodollars, unpriced, calls, isPartial }: Summary): string {
  if (unpriced === calls) return dollars(null);
  return `${unpriced > 0 || isPartial ? '≥' : ''}${dollars(costNanodollars)}`;
}

/** One task: its sentence first, then the figures, then each waste with what helps. */
export function taskInWords(task: Task): string {
  const { tokens, review, baseline, cheaper } = task;
  const cached = tokens.inputCacheReadTokens;
  const written = tokens.inputCacheWrite5mTokens + tokens.inputCacheWrite1hTokens + tokens.inputCacheWriteUnknownTokens;
  const fields: [string, string][] = [
    ['use case', task.useCaseId ?? 'none'],
    ['from, to', `${moment(task.startedAt)}, ${moment(task.lastAt)}`],
    ['calls', `${count(task.calls)}: ${task.answered} answered, ${task.failed} failed, ${task.refused} refused`],
    ['iterations', `${count(task.iterations)}, ${task.retries} sent again`],
    [
      'input tokens',
      `${count(tokens.inputUncachedTokens)} and ${count(cached)} cached, ${count(written)} put into a cache`,
    ],
    ['output tokens', `${count(tokens.outputVisibleTokens)} and ${count(tokens.outputReasoningTokens)} of reasoning`],
    ['cost', task.unpriced === task.calls ? dollars(null) : dollars(task.costNanodollars)],
    ['of failed calls', dollars(task.failedCostNanodollars)],
    [
      'saved',
      `${dollars(task.cacheSavedNanodollars)} by answers at hand, ${dollars(task.routeSavedNanodollars)} by routing`,
    ],
    ['review', reviewOf(review)],
    ['whole cost', dollars(task.wholeNanodollars)],
    ['models', task.models.join(', ') || 'none'],
    ['median', baseline.medianNanodollars === null ? 'none yet' : medianOf(baseline)],
  ];
  if (task.templateId !== null) fields.push(['template', task.templateId]);
  const waste = task.waste.map(
    ({ kind, wastedNanodollars, sentence, remedy }) =>
      `${WASTE[kind]} (about ${dollars(wastedNanodollars)})\n  ${sentence}\n  ${remedy}`,
  );
  const way = cheaper === null ? [] : [`Cheaper: ${cheaper.sentence}`];
  return [task.sentence, layOutFields(fields), ...waste, ...way].join('\n\n');
}

function reviewOf({ minutes, costNanodollars }: Task['review']): string {
  if (minutes === 0) return 'nothing reported';
  return `${count(minutes)} minutes${costNanodollars === null ? '' : `, ${dollars(costNanodollars)}`}`;
}

function medianOf({ medianNanodollars, lowNanodollars, highNanodollars, tasks, peers }: Task['baseline']): string {
  return `${dollars(medianNanodollars)} (${dollars(lowNanodollars)} to ${dollars(highNanodollars)}; ${tasks} tasks of ${peers} others)`;
}
