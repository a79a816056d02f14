import type { Nanodollars } from '../money/nanodollars.ts';
import { wordCost, wordCount } from '../task/word-cost.ts';
import type { CallEstimate, CheaperEstimate, InputTokens } from './estimate-call.ts';
import type { ExpectedOutput } from './expect-output.ts';

/** What an estimate says and what it rests on, in plain words. */
export function wordEstimate(modelId: string, estimate: CallEstimate): readonly string[] {
  const { inputTokens, output, cost, isTooLong, cheaper } = estimate;
  const priced =
    cost.kind === 'unpriced'
      ? [`Unpriced: the price book has no price for ${modelId}. That is not the same as free.`]
      : [`By the price book as it is now, without what a vendor's cache may save.`];
  return [
    ...(isTooLong ? [`This is longer than ${modelId} reads: shorten it, or choose another model.`] : []),
    wordInput(inputTokens),
    wordOutput(output),
    ...priced,
    ...(cheaper === null || cost.kind === 'unpriced' || cost.usual === null ? [] : [wordCheaper(cheaper, cost.usual)]),
  ];
}

function wordInput({ lower, upper }: InputTokens): string {
  return `What you send is reckoned at ${lower} to ${wordCount(upper, 'token')}, from its characters: each vendor counts a little otherwise.`;
}

function wordOutput({ restsOn, lower, usual, upper, calls }: ExpectedOutput): string {
  const range = upper === null ? `${lower} and more` : `${lower} to ${wordCount(upper, 'token')}`;
  switch (restsOn) {
    case 'own_calls':
      return `The answer: ${range}, as in eight of ten of your last ${wordCount(calls, 'call')} of this kind.`;
    case 'template':
      return `The answer: ${range}; the author of the template expects ${usual}.`;
    case 'use_case':
      return `The answer: ${range}; the owner of the use case expects ${usual}.`;
    case 'limit':
      return `How long the answer will be nobody can say yet: at most ${wordCount(upper ?? 0, 'token')}, which is the limit.`;
    case 'nothing':
      return 'How long the answer will be nobody can say, and no limit is set: what you send costs this much at least.';
  }
}

function wordCheaper({ modelId, cost }: CheaperEstimate, usual: Nanodollars): string {
  return `${modelId} would cost about ${wordCost(cost)} instead of ${wordCost(usual)}, and this use case allows it.`;
}
