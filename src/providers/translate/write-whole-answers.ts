import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import { NO_TOKENS, type TokenUsage } from '../../domain/usage/token-usage.ts';
import { type JsonObject, parseObject } from '../wire/json-object.ts';
import { bareId, chatFinish, idAt, incompleteReason, messagesStop, toWireUsage } from './answer-words.ts';
import {
  type AnswerFrame,
  type NeutralAnswer,
  type NeutralBlock,
  type NeutralFinish,
  Untranslatable,
} from './neutral-answer.ts';

/** `echo`: what a response repeats of its request. */
export function writeWholeAnswer(face: TranslatableFace, answer: NeutralAnswer, echo: JsonObject): JsonObject {
  switch (face) {
    case 'openai-chat':
      return writeChatAnswer(answer);
    case 'openai-responses':
      return responseOf(answer, {
        echo,
        output: answer.blocks.map((block, at) => itemOf(answer, block, at)),
        ended: answer,
      });
    case 'anthropic-messages':
      return writeMessage(answer);
  }
}

function writeChatAnswer(answer: NeutralAnswer): JsonObject {
  const { blocks, usage, finish } = answer;
  const calls = blocks.flatMap((block) =>
    block.kind === 'call'
      ? [{ id: block.id, type: 'function', function: { name: block.name, arguments: block.text } }]
      : [],
  );
  const [text, refusal] = (['text', 'refusal'] as const).map((kind) =>
    blocks.map((block) => (block.kind === kind ? block.text : '')).join(''),
  );
  const explained = finish.kind === 'filtered' ? finish.explanation : null;
  const message = {
    role: 'assistant',
    content: text === '' && blocks.length > 0 ? null : (text ?? ''),
    refusal: refusal === '' ? explained : (refusal ?? explained),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
  return {
    ...chatFrame(answer, 'chat.completion'),
    choices: [{ index: 0, message, logprobs: null, finish_reason: chatFinish(finish) }],
    ...(usage === null ? {} : { usage: toWireUsage('openai-chat', usage) }),
  };
}

export function chatFrame({ id, model, createdAt, tier }: AnswerFrame, object: string): JsonObject {
  const frame = { id: idAt('openai-chat', id), object, created: createdAt, model };
  return tier === null ? frame : { ...frame, service_tier: openAiTier(tier) };
}

function openAiTier(tier: string): string {
  return tier === 'standard' ? 'default' : tier;
}

function writeMessage(answer: NeutralAnswer): JsonObject {
  const finish = finishWithRefusal(answer.finish, answer.blocks);
  return {
    ...messageOf(answer, answer.usage),
    content: answer.blocks.map((block) => blockOf(block, finish)),
    ...messagesStop(finish),
  };
}

/** Words of refusal are a text in the Messages API, whose reason to stop says what they are. */
export function finishWithRefusal(finish: NeutralFinish, blocks: readonly NeutralBlock[]): NeutralFinish {
  const refused = finish.kind === 'stop' && blocks.some(({ kind }) => kind === 'refusal');
  return refused ? { kind: 'filtered', explanation: null } : finish;
}

/** Without content, as it stands when a stream begins. The shape demands usage: where none is known it is all nought. */
export function messageOf({ id, model, tier }: AnswerFrame, usage: TokenUsage | null): JsonObject {
  return {
    id: idAt('anthropic-messages', id),
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: {
      ...toWireUsage('anthropic-messages', usage ?? NO_TOKENS),
      ...(tier === null ? {} : { service_tier: tier === 'default' ? 'standard' : tier }),
    },
  };
}

function blockOf(block: NeutralAnswer['blocks'][number], finish: NeutralFinish): JsonObject {
  if (block.kind !== 'call') return { type: 'text', text: block.text, citations: null };
  const input = parseObject(block.text.trim() === '' ? '{}' : block.text);
  // Arguments that were cut off with the answer: its reason to stop says that they are not whole.
  if (input === null && finish.kind !== 'length')
    throw new Untranslatable('arguments of a tool that are no JSON object');
  return { type: 'tool_use', id: block.id, name: block.name, input: input ?? {} };
}

/** One item of a response for each block. */
export function itemOf(frame: AnswerFrame, block: NeutralAnswer['blocks'][number], at: number): JsonObject {
  const base = `${bareId(frame.id)}_${at}`;
  if (block.kind === 'call')
    return {
      id: `fc_${base}`,
      type: 'function_call',
      status: 'completed',
      call_id: block.id,
      name: block.name,
      arguments: block.text,
    };
  return { id: `msg_${base}`, type: 'message', status: 'completed', role: 'assistant', content: [partOf(block)] };
}

export function partOf(block: NeutralBlock & { readonly text: string }): JsonObject {
  if (block.kind === 'refusal') return { type: 'refusal', refusal: block.text };
  return { type: 'output_text', annotations: [], logprobs: [], text: block.text };
}

type ResponseState = {
  readonly echo: JsonObject;
  readonly output: readonly JsonObject[];
  /** Null: it has begun. */
  readonly ended: { readonly finish: NeutralFinish; readonly usage: TokenUsage | null } | null;
};

export function responseOf(frame: AnswerFrame, { echo, output, ended }: ResponseState): JsonObject {
  const reason = ended === null ? null : incompleteReason(ended.finish);
  return {
    id: idAt('openai-responses', frame.id),
    object: 'response',
    created_at: frame.createdAt,
    status: ended === null ? 'in_progress' : reason === null ? 'completed' : 'incomplete',
    background: false,
    error: null,
    incomplete_details: reason === null ? null : { reason },
    instructions: null,
    max_output_tokens: null,
    metadata: {},
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: false,
    temperature: null,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: null,
    truncation: 'disabled',
    user: null,
    ...echo,
    model: frame.model,
    output,
    ...(frame.tier === null ? {} : { service_tier: openAiTier(frame.tier) }),
    usage: ended === null || ended.usage === null ? null : toWireUsage('openai-responses', ended.usage),
  };
}
