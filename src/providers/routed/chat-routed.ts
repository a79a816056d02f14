import type { ComparedAnswer } from '../../domain/routing/compare-answers.ts';
import type { RoutedDialect } from '../../ports/dialect.ts';
import { visitEvents } from '../tap/event-data.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty, parseObject, stringOrNull, textOf } from '../wire/json-object.ts';
import { effortOf, memberObject, memberText } from './routed-members.ts';

/** Chat completions, as routing sees them. Of several choices the first is compared. */
export const CHAT_ROUTED: RoutedDialect = {
  readNeeds: (body) => ({
    structuredOutput: isStructured(memberObject(body, 'response_format')),
    reasoning: effortOf(memberText(body, 'reasoning_effort')?.replaceAll('"', '')),
  }),
  // A search of the vendor's, and what it is told to keep.
  isSelfContained: (body) =>
    memberText(body, 'web_search_options') === undefined && memberText(body, 'store') !== 'true',
  readAnswer: (bytes, isStream) => (isStream ? readStream(bytes) : readBody(parseObject(textOf(bytes)))),
};

function isStructured(format: JsonObject | null): boolean {
  return format !== null && format['type'] !== 'text';
}

const WHOLE: ReadonlySet<unknown> = new Set(['stop', 'tool_calls', 'function_call']);

function readBody(body: JsonObject | null): ComparedAnswer | null {
  const choice = objectOrEmpty(listOrEmpty(body?.['choices'])[0]);
  const message = objectOrEmpty(choice['message']);
  if (body === null || choice['message'] === undefined) return null;
  const calls = listOrEmpty(message['tool_calls']).map((call) => objectOrEmpty(objectOrEmpty(call)['function']));
  return {
    text: stringOrNull(message['content']) ?? stringOrNull(message['refusal']) ?? '',
    toolCalls: calls.map((called) => ({
      name: stringOrNull(called['name']) ?? '',
      input: stringOrNull(called['arguments']) ?? '',
    })),
    isWhole: WHOLE.has(choice['finish_reason']),
  };
}

function readStream(bytes: Uint8Array): ComparedAnswer | null {
  let text = '';
  let isWhole = false;
  let seen = 0;
  const calls = new Map<unknown, { name: string; input: string }>();
  visitEvents(bytes, ({ bytes: data }) => {
    const choice = objectOrEmpty(listOrEmpty(parseObject(textOf(data))?.['choices'])[0]);
    if (choice['index'] !== undefined && choice['index'] !== 0) return true;
    const delta = objectOrEmpty(choice['delta']);
    seen += choice['delta'] === undefined ? 0 : 1;
    text += (stringOrNull(delta['content']) ?? '') + (stringOrNull(delta['refusal']) ?? '');
    isWhole ||= WHOLE.has(choice['finish_reason']);
    for (const part of listOrEmpty(delta['tool_calls']).map(objectOrEmpty)) {
      const called = objectOrEmpty(part['function']);
      const call = calls.get(part['index']) ?? { name: '', input: '' };
      call.name += stringOrNull(called['name']) ?? '';
      call.input += stringOrNull(called['arguments']) ?? '';
      calls.set(part['index'], call);
    }
    return true;
  });
  return seen === 0 ? null : { text, toolCalls: [...calls.values()], isWhole };
}
