import type {
  AnswerForm,
  NeutralItem,
  NeutralPart,
  NeutralRequest,
  NeutralSaid,
  NeutralToolChoice,
} from './neutral-request.ts';
import { writeMediaUrl } from './read-media.ts';
import type { TranslationCheck } from './translation-check.ts';
import { fileName, onlyText, openAiMembers, present, type RequestTarget, type WrittenBody } from './write-request.ts';

/** Writes a request of chat completions. Usage is always asked for: the caller's own API may have to tell it. */
export function writeChatRequest(check: TranslationCheck, request: NeutralRequest, target: RequestTarget): WrittenBody {
  const { tools, stops, handedOn } = request;
  // Hosts that only speak like OpenAI may know the older name alone, and would not hold the limit by the newer one.
  const limit = target.upstreamKind === 'openai-compatible' ? 'max_tokens' : 'max_completion_tokens';
  return {
    ...openAiMembers(request, target),
    messages: writeMessages(check, request.items),
    ...present({
      [limit]: request.outputTokensMax,
      stop: stops.length === 0 ? null : stops,
      tools: tools.length === 0 ? null : tools.map((tool) => ({ type: 'function', function: functionOf(tool) })),
      tool_choice: tools.length === 0 || request.toolChoice === null ? null : choiceOf(request.toolChoice),
      reasoning_effort: request.effort,
      response_format: formatOf(request.answerForm),
      stream_options: request.stream ? { include_usage: true } : null,
      ...handedOn,
    }),
  };
}

function functionOf({ name, description, schema, strict }: NeutralRequest['tools'][number]): WrittenBody {
  return present({ name, description, parameters: schema, strict });
}

function choiceOf(choice: NeutralToolChoice): unknown {
  return choice.kind === 'named' ? { type: 'function', function: { name: choice.name } } : choice.kind;
}

function formatOf(form: AnswerForm | null): WrittenBody | null {
  if (form === null) return null;
  if (form.kind === 'json') return { type: 'json_object' };
  const { name, description, schema, strict } = form;
  return { type: 'json_schema', json_schema: present({ name: name ?? 'answer', description, schema, strict }) };
}

type Message = { readonly role: string; content: unknown; tool_calls?: WrittenBody[]; readonly tool_call_id?: string };

function writeMessages(check: TranslationCheck, items: readonly NeutralItem[]): readonly Message[] {
  const messages: Message[] = [];
  for (const item of items) {
    const last = messages.at(-1);
    switch (item.kind) {
      case 'said':
        if (item.by === 'assistant' && last?.tool_calls !== undefined)
          check.refuse(item.path, 'a chat completion has no words behind the calls of one turn');
        messages.push({ role: item.by, content: contentOf(check, item) });
        break;
      case 'call': {
        const call = { id: item.id, type: 'function', function: { name: item.name, arguments: item.json } };
        if (last?.role === 'assistant') last.tool_calls = [...(last.tool_calls ?? []), call];
        else messages.push({ role: 'assistant', content: null, tool_calls: [call] });
        break;
      }
      case 'result':
        messages.push({ role: 'tool', tool_call_id: item.callId, content: resultOf(check, item.parts, item.path) });
    }
  }
  return messages;
}

function contentOf(check: TranslationCheck, { parts, path }: NeutralSaid): unknown {
  return onlyText(parts) ?? parts.map((part, at) => partOf(check, part, `${path}[${at}]`));
}

function partOf(check: TranslationCheck, part: NeutralPart, path: string): WrittenBody {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'refusal':
      return { type: 'refusal', refusal: part.text };
    case 'image':
      return { type: 'image_url', image_url: present({ url: writeMediaUrl(part.source), detail: part.detail }) };
    case 'file': {
      const { name, source } = part;
      if (source.kind === 'bytes')
        return { type: 'file', file: { filename: name ?? fileName(source.mime), file_data: writeMediaUrl(source) } };
      check.refuse(path, 'a chat completion takes no address of a file; send its bytes');
      return {};
    }
  }
}

function resultOf(check: TranslationCheck, parts: readonly NeutralPart[], path: string): unknown {
  const text = onlyText(parts);
  if (text !== null) return text;
  if (parts.length === 0) return '';
  if (parts.some(({ kind }) => kind !== 'text'))
    check.refuse(path, 'the result of a tool in a chat completion is text alone');
  return parts.map((part) => partOf(check, part, path));
}
