import { InvalidArgumentError } from 'commander';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { dollars } from '../output/words.ts';
import type { Write } from './write.ts';

export type ExplainOptions = ConnectionOptions & {
  readonly model: string;
  readonly inputTokens?: number;
  readonly turns: number;
  readonly tools?: number;
  readonly structured?: boolean;
  readonly media?: boolean;
  readonly reasoning?: string;
  readonly template?: string;
  readonly at?: string;
  readonly warmTokens?: number;
};

/** Asks what would become of a request, and lays out the answer as a sum that can be checked by hand. */
export async function explainRoute(
  asked: { readonly useCase: string; readonly instruction: string },
  options: ExplainOptions,
  write: Write,
): Promise<void> {
  const explained = await runOperation(openConnection(options), 'explainRoute', { body: bodyOf(asked, options) });
  if (options.json === true) return write(JSON.stringify(explained));
  const { difficulty, models } = explained;
  const parts = layOutTable(
    [
      { title: 'what', align: 'left' },
      { title: 'points', align: 'right' },
    ],
    [
      ['a short plain question', difficulty.bias.toFixed(2)],
      ...difficulty.parts.map(({ inWords, points }) => [inWords, points.toFixed(2)]),
    ],
  );
  const risks = models.map(
    ({ modelId, risk, calibrationVersion, isSteppedBack }) =>
      `  ${modelId}: risk ${risk.toFixed(2)} by ${calibrationVersion === null ? 'the score alone' : `curve ${calibrationVersion}`}${isSteppedBack ? ', stepped back from' : ''}`,
  );
  write(
    [
      `It goes to "${explained.modelId}". ${explained.inWords}`,
      `Difficulty ${difficulty.raw.toFixed(2)} by the table "${difficulty.weightsVersion}":\n${parts}`,
      ...(risks.length === 0 ? [] : [`Beside "${explained.referenceId}":\n${risks.join('\n')}`]),
      `Expected cost ${dollars(explained.expectedNanodollars)}; at "${explained.referenceId}" ${dollars(explained.expectedAtReferenceNanodollars)}.`,
      ...(explained.leavingNanodollars === null
        ? []
        : [`Leaving the warm cache costs ${dollars(explained.leavingNanodollars)}.`]),
    ].join('\n\n'),
  );
}

function bodyOf({ useCase, instruction }: Parameters<typeof explainRoute>[0], options: ExplainOptions) {
  return {
    useCaseId: useCase,
    instruction,
    model: options.model,
    turnCount: options.turns,
    toolCount: options.tools ?? 0,
    structuredOutput: options.structured === true,
    media: options.media === true,
    reasoning: options.reasoning ?? 'none',
    templateId: options.template ?? null,
    inputTokens: options.inputTokens ?? null,
    conversation: options.at === undefined ? null : { modelId: options.at, warmTokens: options.warmTokens ?? 0 },
  };
}

const COUNT_MAX = 1_000_000_000;

/** Tokens, turns and tools: any whole number that a request can have. */
export function readCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count > COUNT_MAX) throw new InvalidArgumentError('Write a whole number.');
  return count;
}
