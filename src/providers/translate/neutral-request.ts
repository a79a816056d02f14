/**
 * What a request says, in no API's words. Each dialect is read into it and written from it, so that six directions are three
 * readers and three writers. It holds what at least two of the three can say; what only one can is refused before.
 */
export type NeutralRequest = {
  readonly stream: boolean;
  /** Whether the caller of a stream wants to be told the usage. */
  readonly usageAsked: boolean;
  readonly items: readonly NeutralItem[];
  readonly tools: readonly NeutralTool[];
  readonly toolChoice: NeutralToolChoice | null;
  /** False: one call of a tool a turn. Null: the API's own default, which is true for all three. */
  readonly parallelCalls: boolean | null;
  readonly outputTokensMax: number | null;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly stops: readonly string[];
  readonly effort: Effort | null;
  readonly answerForm: AnswerForm | null;
  readonly user: string | null;
  readonly safetyId: string | null;
  readonly tier: string | null;
  /** What two dialects of one vendor hand on as it stands: [member, value, …] by the neutral name. */
  readonly handedOn: Readonly<Record<string, unknown>>;
};

export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Effort = (typeof EFFORTS)[number];

/** A conversation as a flat list: turns are what each dialect makes of it. */
export type NeutralItem = NeutralSaid | NeutralCall | NeutralResult;

export type NeutralSaid = {
  readonly kind: 'said';
  readonly by: 'system' | 'developer' | 'user' | 'assistant';
  readonly parts: readonly NeutralPart[];
  /** Where it stood in the caller's body, for a refusal that must name it. */
  readonly path: string;
};

export type NeutralCall = {
  readonly kind: 'call';
  readonly id: string;
  readonly name: string;
  /** The arguments as the model wrote them: the text of a JSON object. */
  readonly json: string;
  readonly path: string;
};

export type NeutralResult = {
  readonly kind: 'result';
  readonly callId: string;
  readonly parts: readonly NeutralPart[];
  readonly path: string;
};

export type NeutralPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string }
  | { readonly kind: 'image'; readonly source: MediaSource; readonly detail: string | null }
  | { readonly kind: 'file'; readonly name: string | null; readonly source: MediaSource };

export type MediaSource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'bytes'; readonly mime: string; readonly base64: string };

export type NeutralTool = {
  readonly name: string;
  readonly description: string | null;
  /** A JSON schema; null: the tool takes no arguments. */
  readonly schema: Readonly<Record<string, unknown>> | null;
  readonly strict: boolean | null;
};

export type NeutralToolChoice =
  | { readonly kind: 'auto' }
  | { readonly kind: 'none' }
  | { readonly kind: 'required' }
  | { readonly kind: 'named'; readonly name: string };

export type AnswerForm =
  | { readonly kind: 'json' }
  | {
      readonly kind: 'schema';
      readonly name: string | null;
      readonly description: string | null;
      readonly schema: Readonly<Record<string, unknown>>;
      readonly strict: boolean | null;
    };
