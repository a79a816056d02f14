import { objectOrEmpty } from '../wire/json-object.ts';
import type { Question } from './question.ts';
import { sampleOf } from './sample-of-schema.ts';

/** What the simulation says, before a face gives it a shape. Usage follows from the request alone. */
export type Answer = {
  readonly id: string;
  readonly model: string;
  readonly createdAtSeconds: number;
  readonly text: string;
  readonly toolCall: { readonly id: string; readonly name: string; readonly json: string } | null;
  readonly finish: 'stop' | 'length' | 'tool';
  readonly inputUncachedTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly visibleTokens: number;
  readonly reasoningTokens: number;
};

export function answerTo(question: Question, given: { readonly id: string; readonly nowMs: number }): Answer {
  const tool = chosenTool(question);
  const toolJson =
    tool === undefined ? '' : JSON.stringify(echoes(question) ? { text: question.text } : sampleOf(tool.schema));
  const whole = tool === undefined ? wordsFor(question) : '';
  const text = whole.slice(0, Math.min(whole.length, question.outputTokensMax * CHARACTERS_PER_TOKEN));
  const reasoningTokens = question.reasons ? REASONING_TOKENS + (question.inputTokens % REASONING_TOKENS) : 0;
  return {
    id: given.id,
    model: question.model,
    createdAtSeconds: Math.floor(given.nowMs / 1000),
    text,
    toolCall: tool === undefined ? null : { id: `call_${given.id}`, name: tool.name, json: toolJson },
    finish: tool !== undefined ? 'tool' : text.length < whole.length ? 'length' : 'stop',
    ...inputSplit(question),
    visibleTokens: Math.ceil((text.length + toolJson.length) / CHARACTERS_PER_TOKEN),
    reasoningTokens,
  };
}

/** Half of a long prompt counts as read from the cache; marked prompts write a little as well. */
function inputSplit(question: Question): Pick<Answer, 'inputUncachedTokens' | 'cacheReadTokens' | 'cacheWriteTokens'> {
  const cacheable = question.inputTokens >= CACHED_FROM_TOKENS;
  const cacheReadTokens = cacheable ? Math.floor(question.inputTokens / 2 / CACHE_STEP) * CACHE_STEP : 0;
  const cacheWriteTokens = cacheable && question.cacheMarked ? CACHE_STEP : 0;
  const inputUncachedTokens = question.inputTokens - cacheReadTokens - cacheWriteTokens;
  return { inputUncachedTokens, cacheReadTokens, cacheWriteTokens };
}

/**
 * A tool is called when the request demands it, or the question asks in so many words ("use the weather tool", "call
 * get_time"): coding clients send dozens of tools with every question, and mostly want words.
 */
function chosenTool(question: Question): Question['tools'][number] | undefined {
  if (question.toolResult !== null) return undefined;
  const asked = /\b(?:use|call)\b(.{0,60})/i.exec(question.text)?.[1];
  const named = asked === undefined ? undefined : question.tools.find((tool) => asked.includes(tool.name));
  if (named !== undefined) return named;
  const anyAsked = asked !== undefined && /\b(?:tool|function)\b/i.test(asked);
  return question.toolDemanded || anyAsked ? question.tools[0] : undefined;
}

function wordsFor(question: Question): string {
  if (question.schema !== null) return JSON.stringify(sampleOf(objectOrEmpty(question.schema)));
  if (question.model === 'sim-long') return LONG;
  if (echoes(question)) return question.text;
  const asked = question.text.length > SHOWN ? `${question.text.slice(0, SHOWN)}…` : question.text;
  if (question.toolResult !== null) {
    return `This is a simulated answer. The tool said: ${question.toolResult.slice(0, SHOWN)}`;
  }
  return (
    `This is a simulated answer: no provider was asked, because no provider key is set. You asked “${asked}”. ` +
    `Tokenward metered this call as ${question.model}, as it would meter a real one. ` +
    'Set a provider key and start again to hear from a real model.'
  );
}

function echoes({ model }: Question): boolean {
  return model === 'sim-echo';
}

const SHOWN = 160;
const CHARACTERS_PER_TOKEN = 4;
const REASONING_TOKENS = 64;
const CACHED_FROM_TOKENS = 1024;
const CACHE_STEP = 128;
const LONG = 'A simulated sentence of eight words goes on. '.repeat(5_000);
