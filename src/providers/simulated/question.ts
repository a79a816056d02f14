import { isObject, type JsonObject, listOrEmpty, objectOrEmpty, stringOrNull } from '../wire/json-object.ts';

/** What any of the faces was asked, in one shape. */
export type Question = {
  readonly model: string;
  readonly stream: boolean;
  /** The last thing that a person said. */
  readonly text: string;
  /** A tool's result that the model is to go on from. */
  readonly toolResult: string | null;
  readonly tools: readonly Tool[];
  readonly toolDemanded: boolean;
  readonly schema: JsonObject | null;
  readonly outputTokensMax: number;
  readonly reasons: boolean;
  readonly cacheMarked: boolean;
  readonly usageAsked: boolean;
  readonly inputTokens: number;
};

export type Tool = { readonly name: string; readonly schema: JsonObject };

export function readQuestion(body: JsonObject, rawBytes: number): Question {
  const model = stringOrNull(body['model']) ?? 'unknown';
  const turns = [...listOrEmpty(body['messages']), ...inputItems(body['input'])].map(objectOrEmpty);
  const last = turns.at(-1) ?? {};
  const choice = body['tool_choice'];
  return {
    model,
    stream: body['stream'] === true,
    text: turns.map(userText).findLast((text) => text !== '') ?? '',
    toolResult: toolResultOf(last),
    tools: listOrEmpty(body['tools']).map(toolOf),
    toolDemanded: choice === 'required' || (isObject(choice) && !['auto', 'none'].includes(String(choice['type']))),
    schema: schemaOf(body),
    outputTokensMax: outputLimit(body),
    reasons: /^o\d|reason|think/.test(model) || isObject(body['reasoning']) || isEnabled(body['thinking']),
    cacheMarked: JSON.stringify(body).includes('"cache_control"'),
    usageAsked: objectOrEmpty(body['stream_options'])['include_usage'] === true,
    inputTokens: Math.max(1, Math.ceil(rawBytes / BYTES_PER_TOKEN)),
  };
}

function inputItems(input: unknown): readonly unknown[] {
  return typeof input === 'string' ? [{ role: 'user', content: input }] : listOrEmpty(input);
}

/** The last text of a user's turn: coding clients put reminders of their own before it. */
function userText(turn: JsonObject): string {
  if (turn['role'] !== 'user') return '';
  const content = turn['content'];
  if (typeof content === 'string') return content;
  const texts = listOrEmpty(content).map((part) => stringOrNull(objectOrEmpty(part)['text']) ?? '');
  return texts.findLast((text) => text !== '') ?? '';
}

function toolResultOf(turn: JsonObject): string | null {
  if (turn['role'] === 'tool') return shown(turn['content']);
  if (turn['type'] === 'function_call_output') return shown(turn['output']);
  const block = listOrEmpty(turn['content'])
    .map(objectOrEmpty)
    .find((part) => part['type'] === 'tool_result');
  return block === undefined ? null : shown(block['content']);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function toolOf(tool: unknown): Tool {
  const outer = objectOrEmpty(tool);
  const inner = isObject(outer['function']) ? outer['function'] : outer;
  return {
    name: stringOrNull(inner['name']) ?? stringOrNull(inner['type']) ?? 'tool',
    schema: objectOrEmpty(inner['parameters'] ?? inner['input_schema']),
  };
}

function schemaOf(body: JsonObject): JsonObject | null {
  const chat = objectOrEmpty(body['response_format']);
  const responses = objectOrEmpty(objectOrEmpty(body['text'])['format']);
  const anthropic = objectOrEmpty(objectOrEmpty(body['output_config'])['format']);
  const schema = objectOrEmpty(chat['json_schema'])['schema'] ?? responses['schema'] ?? anthropic['schema'] ?? null;
  return isObject(schema) ? schema : null;
}

function outputLimit(body: JsonObject): number {
  const limit = body['max_completion_tokens'] ?? body['max_tokens'] ?? body['max_output_tokens'];
  return typeof limit === 'number' && limit > 0 ? limit : Number.POSITIVE_INFINITY;
}

function isEnabled(thinking: unknown): boolean {
  return isObject(thinking) && thinking['type'] !== 'disabled';
}

const BYTES_PER_TOKEN = 4;
