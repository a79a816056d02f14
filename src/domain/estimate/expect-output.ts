/** How long an answer may be, and what that is taken from. */
export type ExpectedOutput = {
  readonly lower: number;
  /** Null: nobody can say. */
  readonly usual: number | null;
  /** Null: nothing limits it. */
  readonly upper: number | null;
  readonly restsOn: 'own_calls' | 'template' | 'use_case' | 'limit' | 'nothing';
  /** How many calls, where it rests on calls. */
  readonly calls: number;
};

export type OutputQuestion = {
  /** Output tokens of the person's own calls of this kind, in any order. */
  readonly ownCalls: readonly number[];
  /** What the template's author expects. */
  readonly template: number | null;
  /** What the use case's owner expects. */
  readonly useCase: number | null;
  /** The most that may be written. */
  readonly limit: number | null;
};

/** Fewer say nothing of the next one. */
const OWN_CALLS_MIN = 10;
/** An expectation is one figure: it is taken for the middle between half of it and twice of it. */
const AROUND = 2;

/**
 * Own calls before what somebody expects, the template before the use case, and a limit where nothing else is known. Of own
 * calls the range holds eight of ten.
 */
export function expectOutput({ ownCalls, template, useCase, limit }: OutputQuestion): ExpectedOutput {
  const calls = ownCalls.length;
  if (calls >= OWN_CALLS_MIN && template === null) {
    const sorted = ownCalls.toSorted((one, other) => one - other);
    const at = (part: number): number => sorted[Math.min(calls - 1, Math.floor(part * calls))] ?? 0;
    return within(limit, { lower: at(0.1), usual: at(0.5), upper: at(0.9), restsOn: 'own_calls', calls });
  }
  const expected = template ?? useCase;
  if (expected !== null) {
    const range = { lower: Math.floor(expected / AROUND), usual: expected, upper: expected * AROUND };
    return within(limit, { ...range, restsOn: template === null ? 'use_case' : 'template', calls: 0 });
  }
  return { lower: 1, usual: null, upper: limit, restsOn: limit === null ? 'nothing' : 'limit', calls: 0 };
}

function within(limit: number | null, output: ExpectedOutput): ExpectedOutput {
  if (limit === null) return output;
  const atMost = (tokens: number | null): number | null => (tokens === null ? null : Math.min(tokens, limit));
  return {
    ...output,
    lower: Math.min(output.lower, limit),
    usual: atMost(output.usual),
    upper: atMost(output.upper),
  };
}
