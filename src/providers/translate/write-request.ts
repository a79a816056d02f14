import type { UpstreamKind } from '../../domain/catalog/upstream.ts';
import type { NeutralPart, NeutralRequest } from './neutral-request.ts';

/** For whom a request is written. */
export type RequestTarget = {
  readonly upstreamModel: string;
  readonly upstreamKind: UpstreamKind;
  /** The most that the model can write; null where the catalogue does not know it. */
  readonly outputTokensMax: number | null;
};

export type WrittenBody = Readonly<Record<string, unknown>>;

/** One text and nothing else: then a content may be a plain string. */
export function onlyText(parts: readonly NeutralPart[]): string | null {
  const [only, ...more] = parts;
  return only?.kind === 'text' && more.length === 0 ? only.text : null;
}

/** Members whose value is null or undefined are left out. */
export function present(members: WrittenBody): WrittenBody {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
}

/** OpenAI's members that are the same in both of its dialects. */
export function openAiMembers(request: NeutralRequest, target: RequestTarget): WrittenBody {
  const hasTools = request.tools.length > 0;
  return present({
    model: target.upstreamModel,
    temperature: request.temperature,
    top_p: request.topP,
    parallel_tool_calls: hasTools ? request.parallelCalls : null,
    user: request.user,
    safety_identifier: request.safetyId,
    service_tier: request.tier,
    stream: request.stream ? true : null,
  });
}

/** What OpenAI and Anthropic take for a tool without arguments. */
export const NO_ARGUMENTS = { type: 'object', properties: {}, additionalProperties: false } as const;

/** A file without a name: OpenAI demands one. */
export function fileName(mime: string): string {
  return mime === 'application/pdf' ? 'document.pdf' : 'document.txt';
}
