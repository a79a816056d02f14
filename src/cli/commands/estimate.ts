import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { readInputFile } from '../output/named-file.ts';
import { dollars } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';

type EstimateOptions = ConnectionOptions & {
  readonly useCase: string;
  readonly model?: string;
  readonly template?: string;
};

/** `estimate`: what a call would cost, before it is sent. */
export function addEstimateCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('estimate <file>'))
    .description('what a text would cost as a call, what is left for it, and what it means for your points')
    .requiredOption('--use-case <id>', 'what the call is for')
    .option('--model <model>', "usually the first of the use case's models")
    .option('--template <id@version>', 'the template that the text was made of')
    .addHelpText('after', '\nExample:\n  tokenward estimate prompt.md --use-case drafting')
    .action(async (file: string, options: EstimateOptions) => {
      const { useCase: useCaseId, model = null, template = null } = options;
      const body = { texts: [readInputFile(file)], useCaseId, model, template };
      const estimate = await runOperation(openConnection(options), 'estimateCall', { body });
      write(options.json === true ? JSON.stringify(estimate) : estimateInWords(estimate));
    });
}

function estimateInWords(estimate: AnswerOf<'estimateCall'>): string {
  const { modelId, cost, sentences, tightest, points } = estimate;
  const budget = tightest === null ? [] : [`${tightest.name}: ${tightest.sentence}`];
  const ways = points.ways.map(({ sentence }) => `  ${sentence}`);
  return [
    `${modelId}: ${costInWords(cost)}`,
    ...sentences.map((sentence) => `  ${sentence}`),
    ...budget,
    points.sentence,
    ...ways,
  ].join('\n');
}

function costInWords(cost: AnswerOf<'estimateCall'>['cost']): string {
  const { lowerNanodollars: lower, usualNanodollars: usual, upperNanodollars: upper } = cost;
  if (!cost.priced) return 'unpriced';
  if (upper === null) return `${dollars(lower)} at least`;
  const range = `${dollars(lower)} to ${dollars(upper)}`;
  return usual === null ? range : `about ${dollars(usual)} (${range})`;
}
