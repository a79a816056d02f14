import { Buffer, isUtf8 } from 'node:buffer';
import { parseObject } from '../wire/json-object.ts';
import type {
  Effort,
  MediaSource,
  NeutralItem,
  NeutralPart,
  NeutralRequest,
  NeutralSaid,
  NeutralToolChoice,
} from './neutral-request.ts';
import type { TranslationCheck } from './translation-check.ts';
import { NO_ARGUMENTS, onlyText, present, type RequestTarget, type WrittenBody } from './write-request.ts';

/** Writes a request of the Messages API. */
export function writeMessagesRequest(
  check: TranslationCheck,
  request: NeutralRequest,
  target: RequestTarget,
): WrittenBody {
  const { items, temperature, stops, tools, answerForm } = request;
  const begin = items.findIndex((item) => !isInstruction(item));
  const instructions = begin < 0 ? items : items.slice(0, begin);
  const system = instructions.flatMap((item) => (item.kind === 'said' ? blocksOf(check, item.parts, item.path) : []));
  if (temperature !== null && temperature > 1)
    check.refuse('temperature', 'the Messages API takes temperatures up to 1');
  return {
    model: target.upstreamModel,
    max_tokens: request.outputTokensMax ?? target.outputTokensMax ?? OUTPUT_TOKENS_WHERE_UNKNOWN,
    messages: writeTurns(check, begin < 0 ? [] : items.slice(begin)),
    ...present({
      system: system.length === 0 ? null : system,
      temperature,
      top_p: request.topP,
      stop_sequences: stops.length === 0 ? null : stops,
      tools: tools.length === 0 ? null : tools.map(toolOf),
      tool_choice: tools.length === 0 ? null : choiceOf(request.toolChoice, request.parallelCalls),
      thinking: thinkingOf(request.effort),
      output_config: outputOf(request.effort, answerForm),
      metadata: userOf(check, request),
      service_tier: tierOf(check, request.tier),
      stream: request.stream ? true : null,
    }),
  };
}

function isInstruction(item: NeutralItem): item is NeutralSaid {
  return item.kind === 'said' && (item.by === 'system' || item.by === 'developer');
}

function toolOf({ name, description, schema, strict }: NeutralRequest['tools'][number]): WrittenBody {
  return { name, ...present({ description, strict }), input_schema: schema ?? NO_ARGUMENTS };
}

function choiceOf(choice: NeutralToolChoice | null, parallelCalls: boolean | null): WrittenBody | null {
  const one = parallelCalls === null ? {} : { disable_parallel_tool_use: !parallelCalls };
  if (choice === null) return parallelCalls === null ? null : { type: 'auto', ...one };
  switch (choice.kind) {
    case 'none':
      return { type: 'none' };
    case 'auto':
      return { type: 'auto', ...one };
    case 'required':
      return { type: 'any', ...one };
    case 'named':
      return { type: 'tool', name: choice.name, ...one };
  }
}

/** Thinking that the model measures out itself: it alone goes on after a turn whose thinking is not at hand. */
function thinkingOf(effort: Effort | null): WrittenBody | null {
  if (effort === null) return null;
  return { type: effort === 'none' ? 'disabled' : 'adaptive' };
}

function outputOf(effort: Effort | null, form: NeutralRequest['answerForm']): WrittenBody | null {
  const format = form?.kind === 'schema' ? { type: 'json_schema', schema: form.schema } : null;
  const output = present({ effort: effort === 'none' ? null : effort === 'minimal' ? 'low' : effort, format });
  return Object.keys(output).length === 0 ? null : output;
}

function userOf(check: TranslationCheck, { user, safetyId }: NeutralRequest): WrittenBody | null {
  if (user !== null && safetyId !== null && user !== safetyId) check.drop('user');
  const name = safetyId ?? user;
  return name === null ? null : { user_id: name };
}

function tierOf(check: TranslationCheck, tier: string | null): string | null {
  if (tier === null) return null;
  if (tier !== 'default') check.refuse('service_tier', 'the Messages API knows the tiers auto and default alone');
  return 'standard_only';
}

type Turn = { readonly role: string; readonly content: WrittenBody[] };

/** Blocks of one speaker that follow each other are one turn: so all results of a turn's calls come together. */
function writeTurns(check: TranslationCheck, items: readonly NeutralItem[]): readonly Turn[] {
  const turns: Turn[] = [];
  let before: NeutralItem | undefined;
  for (const item of items) {
    const role = roleOf(item);
    const content = item.kind === 'said' ? blocksOf(check, item.parts, item.path) : [blockOf(check, item)];
    const last = turns.at(-1);
    const isSameTurn = last?.role === role && !(before?.kind === 'said' && item.kind === 'said');
    if (isSameTurn) last.content.push(...content);
    else if (content.length > 0) turns.push({ role, content: [...content] });
    before = item;
  }
  return turns;
}

function roleOf(item: NeutralItem): string {
  switch (item.kind) {
    case 'said':
      return item.by === 'developer' ? 'system' : item.by;
    case 'call':
      return 'assistant';
    case 'result':
      return 'user';
  }
}

function blockOf(check: TranslationCheck, item: Exclude<NeutralItem, NeutralSaid>): WrittenBody {
  if (item.kind === 'call') {
    const input = parseObject(item.json.trim() === '' ? '{}' : item.json);
    if (input === null) check.refuse(item.path, 'the arguments of a call must be a JSON object');
    return { type: 'tool_use', id: item.id, name: item.name, input: input ?? {} };
  }
  const content = onlyText(item.parts) ?? blocksOf(check, item.parts, item.path);
  return { type: 'tool_result', tool_use_id: item.callId, content };
}

function blocksOf(check: TranslationCheck, parts: readonly NeutralPart[], path: string): readonly WrittenBody[] {
  return parts.flatMap((part) => partBlocks(check, part, path));
}

/** A text of nothing says nothing, and the Messages API takes none. */
function partBlocks(check: TranslationCheck, part: NeutralPart, path: string): readonly WrittenBody[] {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return part.text === '' ? [] : [{ type: 'text', text: part.text }];
    case 'image':
      return [{ type: 'image', source: imageSource(check, part.source, path) }];
    case 'file':
      return [{ type: 'document', source: fileSource(check, part.source, path), ...present({ title: part.name }) }];
  }
}

function imageSource(check: TranslationCheck, source: MediaSource, path: string): WrittenBody {
  if (source.kind === 'url') return { type: 'url', url: source.url };
  if (!PICTURES.has(source.mime)) check.refuse(path, 'the Messages API takes pictures as JPEG, PNG, GIF or WebP');
  return { type: 'base64', media_type: source.mime, data: source.base64 };
}

function fileSource(check: TranslationCheck, source: MediaSource, path: string): WrittenBody {
  if (source.kind === 'url') return { type: 'url', url: source.url };
  if (source.mime === 'application/pdf') return { type: 'base64', media_type: source.mime, data: source.base64 };
  const bytes = Buffer.from(source.base64, 'base64');
  if (!source.mime.startsWith('text/') || !isUtf8(bytes))
    check.refuse(path, 'the Messages API takes files as PDF or as text in UTF-8');
  return { type: 'text', media_type: 'text/plain', data: bytes.toString('utf8') };
}

const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** The Messages API demands a limit; this one stands where neither the caller nor the catalogue gives any. */
const OUTPUT_TOKENS_WHERE_UNKNOWN = 8_192;
