import type { ComparedAnswer } from '../../domain/routing/compare-answers.ts';
import type { ReasoningAsked } from '../../domain/routing/request-shape.ts';
import type { RoutedDialect, SpannedBody } from '../../ports/dialect.ts';
import { visitEvents } from '../tap/event-data.ts';
import { type JsonObject, objectOrEmpty, parseObject, stringOrNull, textOf } from '../wire/json-object.ts';
import { effortOf, memberObject, memberText, toolTypes } from './routed-members.ts';

/** Messages, as routing sees them. */
export const MESSAGES_ROUTED: RoutedDialect = {
  readNeeds: (body) => ({
    structuredOutput:
      memberObject(body, 'output_format') !== null || memberObject(body, 'output_config')?.['format'] !== undefined,
    reasoning: reasoningOf(body),
  }),
  isSelfContained: (body) =>
    memberText(body, 'mcp_servers') === undefined &&
    memberText(body, 'container') === undefined &&
    !runsVendorTools(memberText(body, 'tools')),
  readAnswer: (bytes, isStream) => (isStream ? readStream(bytes) : readBody(parseObject(textOf(bytes)))),
};

const BUDGET_LOW_MAX = 4_096;
const BUDGET_MEDIUM_MAX = 16_384;

/** Thinking is a budget of tokens, or left to the model with an effort beside it. */
function reasoningOf(body: SpannedBody): ReasoningAsked {
  const thinking = memberObject(body, 'thinking');
  if (thinking === null || thinking['type'] === 'disabled') return 'none';
  const budget = thinking['budget_tokens'];
  if (typeof budget !== 'number') return effortOf(memberObject(body, 'output_config')?.['effort'] ?? 'medium');
  if (budget <= BUDGET_LOW_MAX) return 'low';
  return budget <= BUDGET_MEDIUM_MAX ? 'medium' : 'high';
}

const VENDOR_TOOLS = ['web_search', 'web_fetch', 'code_execution', 'mcp_toolset', 'tool_search'];

function runsVendorTools(tools: string | undefined): boolean {
  if (tools === undefined) return false;
  return [...toolTypes(tools)].some((type) => VENDOR_TOOLS.some((vendor) => type.startsWith(vendor)));
}

const WHOLE: ReadonlySet<unknown> = new Set(['end_turn', 'tool_use', 'stop_sequence']);

function readBody(body: JsonObject | null): ComparedAnswer | null {
  if (body === null || !Array.isArray(body['content'])) return null;
  let text = '';
  const toolCalls: { name: string; input: string }[] = [];
  for (const block of body['content'].map(objectOrEmpty)) {
    if (block['type'] === 'text') text += stringOrNull(block['text']) ?? '';
    if (block['type'] === 'tool_use')
      toolCalls.push({ name: stringOrNull(block['name']) ?? '', input: JSON.stringify(block['input'] ?? {}) });
  }
  return { text, toolCalls, isWhole: WHOLE.has(body['stop_reason']) };
}

function readStream(bytes: Uint8Array): ComparedAnswer | null {
  let text = '';
  let isWhole = false;
  let seen = 0;
  const calls = new Map<unknown, { readonly name: string; input: string }>();
  visitEvents(bytes, ({ bytes: data }) => {
    const event = parseObject(textOf(data));
    const delta = objectOrEmpty(event?.['delta']);
    const block = objectOrEmpty(event?.['content_block']);
    seen += event?.['type'] === 'content_block_start' ? 1 : 0;
    text += stringOrNull(delta['text']) ?? '';
    isWhole ||= WHOLE.has(delta['stop_reason']);
    if (block['type'] === 'tool_use')
      calls.set(event?.['index'], { name: stringOrNull(block['name']) ?? '', input: '' });
    const call = calls.get(event?.['index']);
    if (call !== undefined) call.input += stringOrNull(delta['partial_json']) ?? '';
    return true;
  });
  if (seen === 0) return null;
  const toolCalls = [...calls.values()].map(({ name, input }) => ({ name, input: input === '' ? '{}' : input }));
  return { text, toolCalls, isWhole };
}
