import { type JsonObject, objectOrEmpty } from '../wire/json-object.ts';
import type { AnswerForm, NeutralItem, NeutralPart, NeutralRequest, NeutralTool } from './neutral-request.ts';
import { HANDED_ON, handedOn, readEffort, readOpenAiToolChoice, readSchema } from './read-controls.ts';
import { readMediaUrl } from './read-media.ts';
import type { TranslationCheck } from './translation-check.ts';

/** Reads a request of the Responses API; what cannot be translated is told to `check`. */
export function readResponsesRequest(check: TranslationCheck, given: JsonObject): NeutralRequest {
  const body = check.members(given, 'body', '');
  const text = check.members(objectOrEmpty(body['text']), 'text', 'text');
  const reasoning = check.members(objectOrEmpty(body['reasoning']), 'reasoning', 'reasoning');
  check.members(objectOrEmpty(body['stream_options']), 'stream_options', 'stream_options');
  for (const [at, one] of check.list(body['include'], 'include').entries())
    check.kind(check.string(one, `include[${at}]`), 'include', `include[${at}]`);
  const { verbosity } = text;
  return {
    stream: body['stream'] === true,
    usageAsked: true,
    items: [...readInstructions(check, body['instructions']), ...readInput(check, body['input'])],
    tools: check.list(body['tools'], 'tools').flatMap((tool, at) => readTool(check, tool, `tools[${at}]`)),
    toolChoice: readOpenAiToolChoice(check, body['tool_choice']),
    parallelCalls: check.flagOrNull(body['parallel_tool_calls'], 'parallel_tool_calls'),
    outputTokensMax: check.numberOrNull(body['max_output_tokens'], 'max_output_tokens'),
    temperature: check.numberOrNull(body['temperature'], 'temperature'),
    topP: check.numberOrNull(body['top_p'], 'top_p'),
    stops: [],
    effort: readEffort(check, reasoning['effort'], 'reasoning.effort'),
    answerForm: readFormat(check, text['format']),
    user: check.stringOrNull(body['user'], 'user'),
    safetyId: check.stringOrNull(body['safety_identifier'], 'safety_identifier'),
    tier: check.stringOrNull(body['service_tier'], 'service_tier'),
    handedOn: { ...handedOn(check, body, HANDED_ON), ...(verbosity === undefined ? {} : { verbosity }) },
  };
}

function readInstructions(check: TranslationCheck, value: unknown): readonly NeutralItem[] {
  const text = check.stringOrNull(value, 'instructions');
  if (text === null) return [];
  return [{ kind: 'said', by: 'system', parts: [{ kind: 'text', text }], path: 'instructions' }];
}

function readFormat(check: TranslationCheck, value: unknown): AnswerForm | null {
  const given = check.objectOrNull(value, 'text.format');
  if (given === null) return null;
  const kind = check.string(given['type'], 'text.format.type');
  if (!check.kind(kind, 'kind of format', 'text.format') || kind === 'text') return null;
  if (kind === 'json_object') return { kind: 'json' };
  return readSchema(check, check.members(given, 'format', 'text.format'), 'text.format');
}

function readInput(check: TranslationCheck, input: unknown): readonly NeutralItem[] {
  if (typeof input === 'string')
    return [{ kind: 'said', by: 'user', parts: [{ kind: 'text', text: input }], path: 'input' }];
  return check.list(input, 'input').flatMap((item, at) => readItem(check, item, `input[${at}]`));
}

function readItem(check: TranslationCheck, value: unknown, path: string): readonly NeutralItem[] {
  const given = check.object(value, path);
  const kind = given['type'] === undefined ? 'message' : check.string(given['type'], `${path}.type`);
  if (!check.kind(kind, 'kind of item', path)) return [];
  switch (kind) {
    case 'message': {
      const message = check.members(given, 'message', path);
      const role = check.string(message['role'], `${path}.role`);
      if (!check.kind(role, 'role', path)) return [];
      const by = ROLES.find((known) => known === role);
      const parts = readParts(check, message['content'], `${path}.content`);
      return by === undefined ? [] : [{ kind: 'said', by, parts, path }];
    }
    case 'function_call': {
      const call = check.members(given, 'function_call', path);
      return [
        {
          kind: 'call',
          id: check.string(call['call_id'], `${path}.call_id`),
          name: check.string(call['name'], `${path}.name`),
          json: check.string(call['arguments'], `${path}.arguments`),
          path: `${path}.arguments`,
        },
      ];
    }
    case 'function_call_output': {
      const result = check.members(given, 'function_call_output', path);
      const callId = check.string(result['call_id'], `${path}.call_id`);
      return [
        { kind: 'result', callId, parts: readParts(check, result['output'], `${path}.output`), path: `${path}.output` },
      ];
    }
  }
  return [];
}

function readParts(check: TranslationCheck, content: unknown, path: string): readonly NeutralPart[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return check.list(content, path).flatMap((part, at) => readPart(check, part, `${path}[${at}]`));
}

function readPart(check: TranslationCheck, value: unknown, path: string): readonly NeutralPart[] {
  const given = check.object(value, path);
  const kind = check.string(given['type'], `${path}.type`);
  if (!check.kind(kind, 'kind of part', path)) return [];
  const part = check.members(given, 'part', path);
  switch (kind) {
    case 'input_text':
    case 'output_text':
      return [{ kind: 'text', text: check.string(part['text'], `${path}.text`) }];
    case 'refusal':
      return [{ kind: 'refusal', text: check.string(part['refusal'], `${path}.refusal`) }];
    case 'input_image': {
      const source = readMediaUrl(check.string(part['image_url'] ?? '', `${path}.image_url`));
      if (source === null) check.expected(`${path}.image_url`, 'an http address or a data: URL in base64');
      const detail = check.stringOrNull(part['detail'], `${path}.detail`);
      return source === null ? [] : [{ kind: 'image', source, detail }];
    }
    case 'input_file':
      return readFile(check, part, path);
  }
  return [];
}

function readFile(check: TranslationCheck, part: JsonObject, path: string): readonly NeutralPart[] {
  const name = check.stringOrNull(part['filename'], `${path}.filename`);
  const member = part['file_url'] === undefined ? 'file_data' : 'file_url';
  const source = readMediaUrl(check.string(part[member] ?? '', `${path}.${member}`));
  const wanted = member === 'file_url' ? 'url' : 'bytes';
  if (source?.kind === wanted) return [{ kind: 'file', name, source }];
  check.expected(`${path}.${member}`, wanted === 'url' ? 'an http address' : 'a data: URL in base64');
  return [];
}

function readTool(check: TranslationCheck, value: unknown, path: string): readonly NeutralTool[] {
  const given = check.object(value, path);
  if (!check.kind(check.string(given['type'], `${path}.type`), 'kind of tool', path)) return [];
  const tool = check.members(given, 'tool', path);
  return [
    {
      name: check.string(tool['name'], `${path}.name`),
      description: check.stringOrNull(tool['description'], `${path}.description`),
      schema: check.objectOrNull(tool['parameters'], `${path}.parameters`),
      strict: check.flagOrNull(tool['strict'], `${path}.strict`),
    },
  ];
}

const ROLES = ['system', 'developer', 'user', 'assistant'] as const;
