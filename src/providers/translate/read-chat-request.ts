import { type JsonObject, objectOrEmpty } from '../wire/json-object.ts';
import type { AnswerForm, NeutralItem, NeutralPart, NeutralRequest, NeutralTool } from './neutral-request.ts';
import { HANDED_ON, handedOn, readEffort, readOpenAiToolChoice, readSchema } from './read-controls.ts';
import { readMediaUrl } from './read-media.ts';
import type { TranslationCheck } from './translation-check.ts';

/** Reads a request of chat completions; what cannot be translated is told to `check`. */
export function readChatRequest(check: TranslationCheck, given: JsonObject): NeutralRequest {
  const body = check.members(given, 'body', '');
  if (body['max_completion_tokens'] !== undefined && body['max_tokens'] !== undefined) check.drop('max_tokens');
  const options = check.members(objectOrEmpty(body['stream_options']), 'stream_options', 'stream_options');
  return {
    stream: body['stream'] === true,
    usageAsked: options['include_usage'] === true,
    items: check
      .list(body['messages'], 'messages')
      .flatMap((message, at) => readMessage(check, message, `messages[${at}]`)),
    tools: check.list(body['tools'], 'tools').flatMap((tool, at) => readTool(check, tool, `tools[${at}]`)),
    toolChoice: readOpenAiToolChoice(check, body['tool_choice']),
    parallelCalls: check.flagOrNull(body['parallel_tool_calls'], 'parallel_tool_calls'),
    outputTokensMax: check.numberOrNull(body['max_completion_tokens'] ?? body['max_tokens'], 'max_completion_tokens'),
    temperature: check.numberOrNull(body['temperature'], 'temperature'),
    topP: check.numberOrNull(body['top_p'], 'top_p'),
    stops: readStops(check, body['stop']),
    effort: readEffort(check, body['reasoning_effort'], 'reasoning_effort'),
    answerForm: readFormat(check, body['response_format']),
    user: check.stringOrNull(body['user'], 'user'),
    safetyId: check.stringOrNull(body['safety_identifier'], 'safety_identifier'),
    tier: check.stringOrNull(body['service_tier'], 'service_tier'),
    handedOn: handedOn(check, body, [...HANDED_ON, 'store', 'verbosity']),
  };
}

function readStops(check: TranslationCheck, stop: unknown): readonly string[] {
  if (typeof stop === 'string') return [stop];
  return check.list(stop, 'stop').map((one, at) => check.string(one, `stop[${at}]`));
}

function readFormat(check: TranslationCheck, value: unknown): AnswerForm | null {
  const given = check.objectOrNull(value, 'response_format');
  if (given === null) return null;
  const kind = check.string(given['type'], 'response_format.type');
  if (!check.kind(kind, 'kind of response_format', 'response_format') || kind === 'text') return null;
  const format = check.members(given, 'response_format', 'response_format');
  if (kind === 'json_object') return { kind: 'json' };
  const path = 'response_format.json_schema';
  return readSchema(check, check.members(check.object(format['json_schema'], path), 'json_schema', path), path);
}

function readMessage(check: TranslationCheck, value: unknown, path: string): readonly NeutralItem[] {
  const given = check.object(value, path);
  const role = check.string(given['role'], `${path}.role`);
  if (!check.kind(role, 'role', path)) return [];
  switch (role) {
    case 'assistant':
      return readAssistant(check, given, path);
    case 'tool': {
      const message = check.members(given, 'message of a tool', path);
      const callId = check.string(message['tool_call_id'], `${path}.tool_call_id`);
      return [{ kind: 'result', callId, parts: readParts(check, message['content'], `${path}.content`), path }];
    }
    case 'system':
    case 'developer':
    case 'user': {
      const message = check.members(given, 'message', path);
      return [{ kind: 'said', by: role, parts: readParts(check, message['content'], `${path}.content`), path }];
    }
  }
  return [];
}

function readAssistant(check: TranslationCheck, given: JsonObject, path: string): readonly NeutralItem[] {
  const message = check.members(given, 'message of the assistant', path);
  const parts = [...readParts(check, message['content'], `${path}.content`)];
  const refusal = check.stringOrNull(message['refusal'], `${path}.refusal`);
  if (refusal !== null) parts.push({ kind: 'refusal', text: refusal });
  const calls = check.list(message['tool_calls'], `${path}.tool_calls`).map((call, at): NeutralItem => {
    const here = `${path}.tool_calls[${at}]`;
    const found = check.members(check.object(call, here), 'tool call', here);
    const called = check.members(
      check.object(found['function'], `${here}.function`),
      'called function',
      `${here}.function`,
    );
    return {
      kind: 'call',
      id: check.string(found['id'], `${here}.id`),
      name: check.string(called['name'], `${here}.function.name`),
      json: check.string(called['arguments'], `${here}.function.arguments`),
      path: `${here}.function.arguments`,
    };
  });
  if (parts.length === 0) return calls;
  return [{ kind: 'said', by: 'assistant', parts, path: `${path}.content` }, ...calls];
}

function readParts(check: TranslationCheck, content: unknown, path: string): readonly NeutralPart[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return check.list(content, path).flatMap((part, at) => readPart(check, part, `${path}[${at}]`));
}

function readPart(check: TranslationCheck, value: unknown, path: string): readonly NeutralPart[] {
  const given = check.object(value, path);
  const kind = check.string(given['type'], `${path}.type`);
  if (!check.kind(kind, 'kind of part', path)) return [];
  const part = check.members(given, 'part', path);
  switch (kind) {
    case 'text':
      return [{ kind: 'text', text: check.string(part['text'], `${path}.text`) }];
    case 'refusal':
      return [{ kind: 'refusal', text: check.string(part['refusal'], `${path}.refusal`) }];
    case 'image_url': {
      const here = `${path}.image_url`;
      const image = check.members(check.object(part['image_url'], here), 'image_url', here);
      const source = readMediaUrl(check.string(image['url'], `${here}.url`));
      if (source === null) check.expected(`${here}.url`, 'an http address or a data: URL in base64');
      const detail = check.stringOrNull(image['detail'], `${here}.detail`);
      return source === null ? [] : [{ kind: 'image', source, detail }];
    }
    case 'file': {
      const here = `${path}.file`;
      const file = check.members(check.object(part['file'], here), 'file', here);
      const name = check.stringOrNull(file['filename'], `${here}.filename`);
      const source = readMediaUrl(check.string(file['file_data'] ?? '', `${here}.file_data`));
      if (source?.kind !== 'bytes') check.expected(`${here}.file_data`, 'a data: URL in base64');
      return source?.kind === 'bytes' ? [{ kind: 'file', name, source }] : [];
    }
  }
  return [];
}

function readTool(check: TranslationCheck, value: unknown, path: string): readonly NeutralTool[] {
  const given = check.object(value, path);
  if (!check.kind(check.string(given['type'], `${path}.type`), 'kind of tool', path)) return [];
  const here = `${path}.function`;
  const tool = check.members(check.object(check.members(given, 'tool', path)['function'], here), 'function', here);
  return [
    {
      name: check.string(tool['name'], `${here}.name`),
      description: check.stringOrNull(tool['description'], `${here}.description`),
      schema: check.objectOrNull(tool['parameters'], `${here}.parameters`),
      strict: check.flagOrNull(tool['strict'], `${here}.strict`),
    },
  ];
}
