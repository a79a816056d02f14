import { Buffer } from 'node:buffer';
import { type JsonObject, objectOrEmpty } from '../wire/json-object.ts';
import type {
  AnswerForm,
  Effort,
  MediaSource,
  NeutralItem,
  NeutralPart,
  NeutralRequest,
  NeutralTool,
  NeutralToolChoice,
} from './neutral-request.ts';
import { readEffort, readSchema } from './read-controls.ts';
import type { TranslationCheck } from './translation-check.ts';

/** Reads a request of the Messages API; what cannot be translated is told to `check`. */
export function readMessagesRequest(check: TranslationCheck, given: JsonObject): NeutralRequest {
  const body = check.members(given, 'body', '');
  const output = check.members(objectOrEmpty(body['output_config']), 'output_config', 'output_config');
  const choice = readToolChoice(check, body['tool_choice']);
  const cleared = check.members(objectOrEmpty(body['context_management']), 'context_management', 'context_management');
  for (const [at, edit] of check.list(cleared['edits'], 'context_management.edits').entries())
    check.kind(String(objectOrEmpty(edit)['type']), 'kind of context edit', `context_management.edits[${at}]`);
  return {
    stream: body['stream'] === true,
    usageAsked: true,
    items: [...readSystem(check, body['system']), ...readMessages(check, body['messages'])],
    tools: check.list(body['tools'], 'tools').flatMap((tool, at) => readTool(check, tool, `tools[${at}]`)),
    ...choice,
    outputTokensMax: check.numberOrNull(body['max_tokens'], 'max_tokens'),
    temperature: check.numberOrNull(body['temperature'], 'temperature'),
    topP: check.numberOrNull(body['top_p'], 'top_p'),
    stops: check
      .list(body['stop_sequences'], 'stop_sequences')
      .map((one, at) => check.string(one, `stop_sequences[${at}]`)),
    effort: readThoughts(check, body['thinking'], output['effort']),
    answerForm: readFormat(check, output['format']) ?? readFormat(check, body['output_format']),
    user: readUser(check, body['metadata']),
    safetyId: null,
    tier: body['service_tier'] === 'standard_only' ? 'default' : null,
    handedOn: {},
  };
}

/** OpenAI takes names of up to 64 characters; longer ones hold more than a name (device and account of Claude Code). */
function readUser(check: TranslationCheck, metadata: unknown): string | null {
  const user = check.members(objectOrEmpty(metadata), 'metadata', 'metadata')['user_id'];
  const name = check.stringOrNull(user, 'metadata.user_id');
  if (name === null || name.length <= USER_CHARACTERS_MAX) return name;
  check.drop('metadata.user_id');
  return null;
}

/** Thinking that is switched off goes before an effort: of thinking there is none. */
function readThoughts(check: TranslationCheck, thinking: unknown, effort: unknown): Effort | null {
  const asked = readEffort(check, effort, 'output_config.effort');
  const thought = readThinking(check, thinking);
  return thought === 'none' ? 'none' : (asked ?? thought);
}

function readThinking(check: TranslationCheck, value: unknown): Effort | null {
  const given = check.objectOrNull(value, 'thinking');
  if (given === null) return null;
  const kind = check.string(given['type'], 'thinking.type');
  if (!check.kind(kind, 'kind of thinking', 'thinking')) return null;
  const thinking = check.members(given, 'thinking', 'thinking');
  if (kind === 'disabled') return 'none';
  const budget = check.numberOrNull(thinking['budget_tokens'], 'thinking.budget_tokens');
  if (budget === null) return null;
  return budget < LOW_BELOW_TOKENS ? 'low' : budget < MEDIUM_BELOW_TOKENS ? 'medium' : 'high';
}

function readFormat(check: TranslationCheck, value: unknown): AnswerForm | null {
  const given = check.objectOrNull(value, 'output_config.format');
  if (given === null || !check.kind(String(given['type']), 'kind of format', 'output_config.format')) return null;
  const schema = check.members(given, 'format', 'output_config.format');
  return readSchema(check, { ...schema, strict: true }, 'output_config.format');
}

function readToolChoice(
  check: TranslationCheck,
  value: unknown,
): { readonly toolChoice: NeutralToolChoice | null; readonly parallelCalls: boolean | null } {
  const given = check.objectOrNull(value, 'tool_choice');
  if (given === null) return { toolChoice: null, parallelCalls: null };
  const kind = check.string(given['type'], 'tool_choice.type');
  check.kind(kind, 'kind of tool_choice', 'tool_choice');
  const choice = check.members(given, 'tool_choice', 'tool_choice');
  const disabled = check.flagOrNull(choice['disable_parallel_tool_use'], 'tool_choice.disable_parallel_tool_use');
  return { toolChoice: choiceOf(check, kind, choice['name']), parallelCalls: disabled === null ? null : !disabled };
}

function choiceOf(check: TranslationCheck, kind: string, name: unknown): NeutralToolChoice | null {
  if (kind === 'any') return { kind: 'required' };
  if (kind === 'tool') return { kind: 'named', name: check.string(name, 'tool_choice.name') };
  return kind === 'auto' || kind === 'none' ? { kind } : null;
}

function readSystem(check: TranslationCheck, system: unknown): readonly NeutralItem[] {
  if (system === undefined) return [];
  const parts = readBlocks(check, system, 'system').flatMap((item) => (item.kind === 'said' ? item.parts : []));
  return [{ kind: 'said', by: 'system', parts, path: 'system' }];
}

function readMessages(check: TranslationCheck, messages: unknown): readonly NeutralItem[] {
  return check.list(messages, 'messages').flatMap((value, at) => {
    const path = `messages[${at}]`;
    const message = check.members(check.object(value, path), 'message', path);
    const role = check.string(message['role'], `${path}.role`);
    const by = ROLES.find((known) => known === role);
    if (!check.kind(role, 'role', path) || by === undefined) return [];
    const items = readBlocks(check, message['content'], `${path}.content`);
    return gathered(items.map((item) => (item.kind === 'said' ? { ...item, by } : item)));
  });
}

/** What one message says without a break is said at once. */
function gathered(items: readonly NeutralItem[]): readonly NeutralItem[] {
  const whole: NeutralItem[] = [];
  for (const item of items) {
    const last = whole.at(-1);
    if (item.kind === 'said' && last?.kind === 'said')
      whole[whole.length - 1] = { ...last, parts: [...last.parts, ...item.parts] };
    else whole.push(item);
  }
  return whole;
}

function readBlocks(check: TranslationCheck, content: unknown, path: string): readonly NeutralItem[] {
  if (typeof content === 'string') return [said([{ kind: 'text', text: content }], path)];
  return check.list(content, path).flatMap((value, at) => readBlock(check, value, `${path}[${at}]`));
}

/** Who speaks is known to the message alone. */
function said(parts: readonly NeutralPart[], path: string): NeutralItem {
  return { kind: 'said', by: 'user', parts, path };
}

function readBlock(check: TranslationCheck, value: unknown, path: string): readonly NeutralItem[] {
  const given = check.object(value, path);
  const kind = check.string(given['type'], `${path}.type`);
  if (!check.kind(kind, 'kind of block', path)) return [];
  const block = check.members(given, kind, path);
  switch (kind) {
    case 'text':
      return [said([{ kind: 'text', text: check.string(block['text'], `${path}.text`) }], path)];
    case 'tool_reference':
      return [said([{ kind: 'text', text: check.string(block['tool_name'], `${path}.tool_name`) }], path)];
    case 'image':
    case 'document': {
      const source = readSource(check, block['source'], `${path}.source`);
      if (source === null) return [];
      const name = check.stringOrNull(block['title'], `${path}.title`);
      return [said([kind === 'image' ? { kind, source, detail: null } : { kind: 'file', name, source }], path)];
    }
    case 'tool_use':
      return [
        {
          kind: 'call',
          id: check.string(block['id'], `${path}.id`),
          name: check.string(block['name'], `${path}.name`),
          json: JSON.stringify(check.object(block['input'] ?? {}, `${path}.input`)),
          path,
        },
      ];
    case 'tool_result': {
      const callId = check.string(block['tool_use_id'], `${path}.tool_use_id`);
      const items = block['content'] === undefined ? [] : readBlocks(check, block['content'], `${path}.content`);
      return [
        { kind: 'result', callId, parts: items.flatMap((item) => (item.kind === 'said' ? item.parts : [])), path },
      ];
    }
  }
  return [];
}

function readSource(check: TranslationCheck, value: unknown, path: string): MediaSource | null {
  const given = check.object(value, path);
  const kind = check.string(given['type'], `${path}.type`);
  if (!check.kind(kind, 'kind of source', path)) return null;
  const source = check.members(given, 'source', path);
  if (kind === 'url') return { kind: 'url', url: check.string(source['url'], `${path}.url`) };
  const data = check.string(source['data'], `${path}.data`);
  const mime = check.string(source['media_type'] ?? 'text/plain', `${path}.media_type`);
  const base64 = kind === 'text' ? Buffer.from(data).toString('base64') : data;
  return { kind: 'bytes', mime, base64 };
}

function readTool(check: TranslationCheck, value: unknown, path: string): readonly NeutralTool[] {
  const given = check.object(value, path);
  if (!check.kind(check.stringOrNull(given['type'], `${path}.type`) ?? 'custom', 'kind of tool', path)) return [];
  const tool = check.members(given, 'tool', path);
  return [
    {
      name: check.string(tool['name'], `${path}.name`),
      description: check.stringOrNull(tool['description'], `${path}.description`),
      schema: check.objectOrNull(tool['input_schema'], `${path}.input_schema`),
      strict: check.flagOrNull(tool['strict'], `${path}.strict`),
    },
  ];
}

const ROLES = ['system', 'user', 'assistant'] as const;
const USER_CHARACTERS_MAX = 64;
const LOW_BELOW_TOKENS = 4_096;
const MEDIUM_BELOW_TOKENS = 16_384;
