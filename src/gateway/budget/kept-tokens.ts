import { inputTokens, outputTokens, type TokenUsage } from '../../domain/usage/token-usage.ts';

/** How long the conversations are that vendors keep: what goes on from an answer sends all of it again, and pays for it. */
export type KeptTokens = {
  readonly remember: (responseId: string, usage: TokenUsage) => void;
  /** Input and output of the call that gave this answer; undefined where it was not given here of late. */
  readonly of: (responseId: string) => number | undefined;
};

/** Dropped whole when it is full, like the other memories of the gateway. */
export function createKeptTokens({ entriesMax }: { readonly entriesMax: number }): KeptTokens {
  let tokens = new Map<string, number>();
  return {
    remember: (responseId, usage) => {
      if (tokens.size >= entriesMax) tokens = new Map();
      tokens.set(responseId, inputTokens(usage) + outputTokens(usage));
    },
    of: (responseId) => tokens.get(responseId),
  };
}
