import type { MediaKind } from '../domain/policy/policy-facts.ts';

/** What a text is in its call; for rules, records and people. Whether it is inspected never depends on it. */
export type PartKind =
  | 'system'
  | 'user'
  | 'assistant'
  | 'tool_definition'
  | 'tool_arguments'
  | 'tool_result'
  | 'file_name'
  | 'document'
  | 'embedding_input'
  | 'metadata'
  | 'other';

/** One text of a request body: a JSON string, the name of a member, a number of many digits, a document in base64. */
export type TextPart = {
  /** For people: `messages[3].content[0].text`. */
  readonly path: string;
  readonly kind: PartKind;
  /** Decoded, as a model would read it. Worked out when it is first asked for. */
  readonly text: string;
  /** Bytes of the JSON literal in the body, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** True: the text is part of something that is signed or cannot be written anew; it can be refused, not changed. */
  readonly sealed: boolean;
  /** True: the body holds it in base64. */
  readonly encoded: boolean;
  /** The JSON literal that says `text` in this place. */
  readonly toLiteral: (text: string) => string;
};

export type UnitParts = { readonly texts: readonly TextPart[]; readonly media: readonly MediaKind[] };

/**
 * A stretch of the body that comes again unchanged in the next turn of a conversation: one message, one tool, one
 * member. Its parts are read only when they are asked for.
 */
export type RequestUnit = {
  /** Bytes of the body, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly read: () => UnitParts;
};

/** A body that has passed `JSON.parse`: what its parts are read from. */
export type RequestBody = {
  readonly raw: Uint8Array;
  /** The same with one character a byte (latin1), so that offsets are byte offsets. */
  readonly text: string;
  /** True: no byte is above 0x7f, so that `text` is the body itself. */
  readonly ascii: boolean;
  /** What `JSON.parse` made of these very bytes, as long as it is at hand: a text of it need not be decoded again. */
  readonly parsed?: ParsedBody | undefined;
};

/** Let go once the texts are read: what was parsed takes more memory than its bytes, and a call may last for minutes. */
export type ParsedBody = { value: Readonly<Record<string, unknown>> | null };
