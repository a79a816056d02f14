import type {
  AnswerForm,
  NeutralItem,
  NeutralPart,
  NeutralRequest,
  NeutralSaid,
  NeutralToolChoice,
} from './neutral-request.ts';
import { writeMediaUrl } from './read-media.ts';
import {
  fileName,
  NO_ARGUMENTS,
  onlyText,
  openAiMembers,
  present,
  type RequestTarget,
  type WrittenBody,
} from './write-request.ts';

/** Writes a request of the Responses API. Nothing is stored there unless the caller asked for it, though storing is its default. */
export function writeResponsesRequest(request: NeutralRequest, target: RequestTarget): WrittenBody {
  const { tools, items, effort } = request;
  const { verbosity, store, ...handedOn } = request.handedOn;
  const [first, ...rest] = items;
  const instructions = first?.kind === 'said' && first.by === 'system' ? onlyText(first.parts) : null;
  const text = present({ format: formatOf(request.answerForm), verbosity });
  return {
    ...openAiMembers(request, target),
    input: (instructions === null ? items : rest).map(itemOf),
    store: store === true,
    ...present({
      instructions,
      max_output_tokens: request.outputTokensMax,
      tools: tools.length === 0 ? null : tools.map(toolOf),
      tool_choice: tools.length === 0 || request.toolChoice === null ? null : choiceOf(request.toolChoice),
      reasoning: effort === null ? null : { effort },
      text: Object.keys(text).length === 0 ? null : text,
      ...handedOn,
    }),
  };
}

function toolOf({ name, description, schema, strict }: NeutralRequest['tools'][number]): WrittenBody {
  return {
    type: 'function',
    name,
    ...present({ description }),
    parameters: schema ?? NO_ARGUMENTS,
    // Here strictness is the default, elsewhere it is not.
    strict: strict ?? false,
  };
}

function choiceOf(choice: NeutralToolChoice): unknown {
  return choice.kind === 'named' ? { type: 'function', name: choice.name } : choice.kind;
}

function formatOf(form: AnswerForm | null): WrittenBody | null {
  if (form === null) return null;
  if (form.kind === 'json') return { type: 'json_object' };
  const { name, description, schema, strict } = form;
  return { type: 'json_schema', ...present({ name: name ?? 'answer', description, schema, strict }) };
}

function itemOf(item: NeutralItem): WrittenBody {
  switch (item.kind) {
    case 'said':
      return { type: 'message', role: item.by, content: contentOf(item) };
    case 'call':
      return { type: 'function_call', call_id: item.id, name: item.name, arguments: item.json };
    case 'result':
      return {
        type: 'function_call_output',
        call_id: item.callId,
        output: onlyText(item.parts) ?? partsOf(item.parts),
      };
  }
}

function contentOf({ by, parts }: NeutralSaid): unknown {
  const text = onlyText(parts);
  if (text !== null) return text;
  if (by !== 'assistant') return partsOf(parts);
  return parts.map((part) =>
    part.kind === 'text' ? { type: 'output_text', text: part.text, annotations: [] } : inputPart(part),
  );
}

function partsOf(parts: readonly NeutralPart[]): unknown {
  return parts.length === 0 ? '' : parts.map(inputPart);
}

function inputPart(part: NeutralPart): WrittenBody {
  switch (part.kind) {
    case 'text':
      return { type: 'input_text', text: part.text };
    case 'refusal':
      return { type: 'refusal', refusal: part.text };
    case 'image':
      return { type: 'input_image', image_url: writeMediaUrl(part.source), detail: part.detail ?? 'auto' };
    case 'file': {
      const { name, source } = part;
      if (source.kind === 'url') return { type: 'input_file', ...present({ filename: name }), file_url: source.url };
      return { type: 'input_file', filename: name ?? fileName(source.mime), file_data: writeMediaUrl(source) };
    }
  }
}
