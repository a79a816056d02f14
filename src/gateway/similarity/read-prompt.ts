import { SHAPED_CHARACTERS_MAX } from '../../domain/similarity/shape-text.ts';
import type { RequestUnit, TextPart } from '../../ports/request-parts.ts';

/** What of a request people wrote to be done. */
export type ReadPrompt = {
  /** Empty: none. */
  readonly instructions: string;
  /** The last that was asked; empty: the request goes on with what tools gave, and asks nothing new. */
  readonly question: string;
  /** Whether the question is the conversation's first. */
  readonly isFirst: boolean;
};

/** So many units at either end: instructions stand at the beginning, or are short of it by a few members; the question at the end. */
const UNITS_EACH_END = 12;
/** What clients put into a question that nobody wrote; each names its block. */
const MACHINE_BLOCK =
  /<(system-reminder|environment_context|user_instructions|local-command-stdout|command-message)>[\s\S]*?<\/\1>/g;

/** Reads the two ends of a request; what stands between was said, and looked at, before. */
export function readPrompt(units: readonly RequestUnit[]): ReadPrompt {
  const early = units.slice(0, UNITS_EACH_END).map((unit) => unit.read().texts);
  const late = units.slice(Math.max(UNITS_EACH_END, units.length - UNITS_EACH_END)).map((unit) => unit.read().texts);
  const read = [...early, ...late];
  const asked = read.flatMap((texts) => {
    const text = joined(texts.filter(({ kind }) => kind === 'user')).replace(MACHINE_BLOCK, ' ');
    return text.trim() === '' ? [] : [text];
  });
  const isContinued = units.length > 2 * UNITS_EACH_END || read.some((texts) => texts.some(isOfAnswer));
  return {
    instructions: joined(read.flatMap((texts) => texts.filter(({ kind }) => kind === 'system'))),
    question: endsWithTools(read) ? '' : (asked.at(-1) ?? ''),
    isFirst: !isContinued && asked.length === 1,
  };
}

function isOfAnswer({ kind }: TextPart): boolean {
  return kind === 'assistant' || kind === 'tool_arguments' || kind === 'tool_result';
}

/** Whether what tools gave stands behind the last question. */
function endsWithTools(read: readonly (readonly TextPart[])[]): boolean {
  const last = read.findLast((texts) => texts.some(({ kind }) => kind === 'user' || kind === 'tool_result'));
  return last?.every(({ kind }) => kind !== 'user') === true;
}

function joined(texts: readonly TextPart[]): string {
  let length = 0;
  const pieces: string[] = [];
  for (const { text } of texts) {
    // One more than is looked at, so that it is known to be cut.
    if (length > SHAPED_CHARACTERS_MAX) break;
    pieces.push(text);
    length += text.length + 1;
  }
  return pieces.join('\n');
}
