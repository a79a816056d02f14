import type { ComparedAnswer } from '../../domain/routing/compare-answers.ts';
import type { RoutedDialect } from '../../ports/dialect.ts';
import { visitEventsBackwards } from '../tap/event-data.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty, parseObject, stringOrNull, textOf } from '../wire/json-object.ts';
import { effortOf, memberObject, memberText, toolTypes } from './routed-members.ts';

/** The responses API, as routing sees it. */
export const RESPONSES_ROUTED: RoutedDialect = {
  readNeeds: (body) => {
    const format = objectOrEmpty(memberObject(body, 'text')?.['format']);
    return {
      structuredOutput: format['type'] !== undefined && format['type'] !== 'text',
      reasoning: effortOf(memberObject(body, 'reasoning')?.['effort']),
    };
  },
  // Answers are kept by the vendor unless the caller says otherwise.
  isSelfContained: (body) =>
    memberText(body, 'store') === 'false' &&
    memberText(body, 'previous_response_id') === undefined &&
    memberText(body, 'conversation') === undefined &&
    !runsVendorTools(memberText(body, 'tools')),
  readAnswer: (bytes, isStream) => (isStream ? readStream(bytes) : readBody(parseObject(textOf(bytes)))),
};

const VENDOR_TOOLS = ['web_search', 'file_search', 'code_interpreter', 'computer', 'image_generation', 'mcp', 'shell'];

function runsVendorTools(tools: string | undefined): boolean {
  if (tools === undefined) return false;
  return [...toolTypes(tools)].some((type) => VENDOR_TOOLS.some((vendor) => type.includes(vendor)));
}

/** The last event tells the whole answer again. */
function readStream(bytes: Uint8Array): ComparedAnswer | null {
  let found: ComparedAnswer | null = null;
  visitEventsBackwards(bytes, true, ({ bytes: data }) => {
    const response = parseObject(textOf(data))?.['response'];
    found = response === undefined ? null : readBody(objectOrEmpty(response));
    return found === null;
  });
  return found;
}

function readBody(body: JsonObject | null): ComparedAnswer | null {
  if (body === null || !Array.isArray(body['output'])) return null;
  let text = '';
  const toolCalls: { name: string; input: string }[] = [];
  for (const item of body['output'].map(objectOrEmpty)) {
    if (item['type'] === 'message')
      for (const part of listOrEmpty(item['content']).map(objectOrEmpty))
        text += stringOrNull(part['text']) ?? stringOrNull(part['refusal']) ?? '';
    const name = stringOrNull(item['name']);
    if (String(item['type']).endsWith('_call') && name !== null)
      toolCalls.push({ name, input: stringOrNull(item['arguments']) ?? stringOrNull(item['input']) ?? '' });
  }
  return { text, toolCalls, isWhole: body['status'] === 'completed' };
}
