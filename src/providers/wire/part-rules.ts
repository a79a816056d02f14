import type { PartKind } from '../../ports/request-parts.ts';

/** What a face's body means. Whatever is not named here is text of the kind `other`. */
export type PartRules = {
  /** Outermost members. */
  readonly members: Readonly<Record<string, PartKind>>;
  /** Outermost lists whose elements come again in the next turn, each unchanged. */
  readonly lists: ReadonlySet<string>;
  /** Outermost members that may hold a text as a list of token numbers, which nothing reads. */
  readonly tokens: ReadonlySet<string>;
};

/** Who says it: the role that a message names. */
export const KIND_OF_ROLE: Readonly<Record<string, PartKind>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool_result',
  function: 'tool_result',
};

/** Members whose content is of another kind than what they stand in, wherever they stand. */
export const KIND_OF_MEMBER: Readonly<Record<string, PartKind>> = {
  arguments: 'tool_arguments',
  input: 'tool_arguments',
  action: 'tool_arguments',
  operation: 'tool_arguments',
  output: 'tool_result',
  tools: 'tool_definition',
  filename: 'file_name',
  file_name: 'file_name',
  source: 'document',
  file_data: 'document',
  metadata: 'metadata',
  variables: 'user',
};

/** Names and words of the API, never a sentence: only what looks like one word is taken for it, the rest is text. */
export const WORDS: ReadonlySet<string> = new Set([
  ...['type', 'role', 'object', 'status', 'phase', 'model', 'detail', 'media_type', 'format', 'ttl', 'effort'],
  ...['id', 'tool_call_id', 'call_id', 'tool_use_id', 'item_id', 'file_id', 'container_id', 'response_id'],
  ...['previous_response_id', 'approval_request_id', 'service_tier', '$schema', '$ref', 'required'],
]);
/** Of these names alone the vendor writes the value itself, of letters and digits of any kind. */
export const IDS: ReadonlySet<string> = new Set([
  ...['id', 'tool_call_id', 'call_id', 'tool_use_id', 'item_id', 'file_id', 'container_id', 'response_id'],
  ...['previous_response_id', 'approval_request_id', 'model'],
]);
export const WORD = /^[A-Za-z0-9_.:/#+-]{0,128}$/;

/** Signed or encrypted by the vendor: nobody reads it here, and a changed byte makes it worthless. */
export const CIPHERED: ReadonlySet<string> = new Set([
  'signature',
  'thought_signature',
  'encrypted_content',
  'encrypted_index',
  'encrypted_stdout',
]);
/** Base64, also where slashes are escaped. */
export const BASE64 = /^[A-Za-z0-9+/=_\\-]*$/;

/** Members in which images, sound and files travel. */
export const MEDIA_MEMBERS: ReadonlySet<string> = new Set([
  'data',
  'url',
  'image_url',
  'file_url',
  'file_data',
  'file_id',
  'result',
]);
