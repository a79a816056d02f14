import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { Dialect } from '../../ports/dialect.ts';
import { clampOutput } from '../inspection/clamp-output.ts';
import { editBody } from '../inspection/edit-body.ts';
import type { ReadRequest } from '../stages/read-request.ts';

export type LimitedRequest = {
  readonly request: ReadRequest;
  /** For the client: [name, value, …]. */
  readonly headers: readonly string[];
  /** What was written; null where nothing was. */
  readonly clampedTo: number | null;
};

const NO_HEADERS: readonly string[] = [];

/** Writes an output limit into the request's bytes and says so. Null leaves the request alone. */
export function limitOutput(
  { request, dialect }: { readonly request: ReadRequest; readonly dialect: Dialect },
  tokensMax: number | null,
): LimitedRequest | Refusal {
  if (tokensMax === null) return { request, headers: NO_HEADERS, clampedTo: null };
  const least = request.facts.outputTokensMin ?? 0;
  if (tokensMax < least) {
    const why = `This call may have ${tokensMax} tokens of output, and sets aside ${least - 1} for thinking alone ("thinking.budget_tokens"). Set aside less.`;
    return refuse('body_invalid', why, ['budget.output_limit']);
  }
  const clamp = clampOutput(request, dialect.outputLimits, tokensMax);
  if (clamp.note === null) return { request, headers: NO_HEADERS, clampedTo: null };
  const edited = editBody(request, clamp.edits);
  const maxOutputTokens = Math.min(request.facts.maxOutputTokens ?? tokensMax, tokensMax);
  return {
    request: { ...edited, facts: { ...edited.facts, maxOutputTokens } },
    headers: ['tokenward-clamped', clamp.note],
    clampedTo: tokensMax,
  };
}
