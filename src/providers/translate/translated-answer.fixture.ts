import fc from 'fast-check';
import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import type { Refusal } from '../../domain/policy/refusal.ts';
import { NO_TOKENS } from '../../domain/usage/token-usage.ts';
import { type JsonObject, objectOrEmpty, parseObject } from '../wire/json-object.ts';
import { AnswerTranslation } from './answer-translation.ts';
import { openEventWriter } from './event-writer.ts';
import type { NeutralAnswer, NeutralEvent } from './neutral-answer.ts';
import { writeWholeAnswer } from './write-whole-answers.ts';

export type Direction = { readonly upstream: TranslatableFace; readonly caller: TranslatableFace };

/** All six. */
export const DIRECTIONS: readonly Direction[] = (
  ['openai-chat', 'openai-responses', 'anthropic-messages'] as const
).flatMap((upstream, _at, faces) =>
  faces.filter((caller) => caller !== upstream).map((caller) => ({ upstream, caller })),
);

function open({ upstream, caller }: Direction, bytesMax = 1_000_000): AnswerTranslation {
  const fallback = { id: 'call-1', createdAt: 1_790_000_000 };
  return new AnswerTranslation({ upstream, caller, fallback, bytesMax, usageAsked: true, echo: {} });
}

export type TranslatedStream = { readonly text: string; readonly refusal: Refusal | null };

/** A stream that arrives cut at the given places. */
export function translateStream(
  direction: Direction,
  bytes: Uint8Array,
  given: { readonly cuts: readonly number[]; readonly bytesMax?: number },
): TranslatedStream {
  const translation = open(direction, given.bytesMax);
  const places = [...new Set(given.cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  const told: Uint8Array[] = [];
  let start = 0;
  for (const place of [...places, bytes.length]) {
    told.push(translation.accept(bytes.subarray(start, place)));
    start = place;
  }
  told.push(translation.end());
  return { text: Buffer.concat(told).toString('utf8'), refusal: translation.refusal() };
}

export function translateWhole(direction: Direction, body: JsonObject): JsonObject {
  const translation = open(direction);
  const told = translation.whole(Buffer.from(JSON.stringify(body)));
  const refusal = translation.refusal();
  if (refusal !== null) throw new Error(refusal.why);
  return objectOrEmpty(parseObject(Buffer.from(told).toString('utf8')));
}

/** One answer as an upstream of this face gives it, whole and as a stream. */
export function spokenAt(
  face: TranslatableFace,
  answer: NeutralAnswer,
  pieces: number,
): { readonly body: JsonObject; readonly stream: string } {
  const writer = openEventWriter(face, { usageAsked: true, echo: {} });
  const events: NeutralEvent[] = [
    { kind: 'begin', frame: answer, usage: face === 'anthropic-messages' ? answer.usage : null },
  ];
  for (const { text, ...block } of answer.blocks) {
    const length = Math.max(1, Math.ceil(text.length / pieces));
    events.push({ kind: 'open', block });
    for (let at = 0; at < text.length; at += length) events.push({ kind: 'piece', text: text.slice(at, at + length) });
    events.push({ kind: 'close' });
  }
  events.push({ kind: 'finish', finish: answer.finish, usage: answer.usage });
  return { body: writeWholeAnswer(face, answer, {}), stream: events.map((event) => writer.write(event)).join('') };
}

/** Answers that all three APIs can give: words, then calls of tools; or words of refusal. */
export function sayableAnswers(): fc.Arbitrary<NeutralAnswer> {
  const words = fc.constantFrom('Hello', 'Wie spät? 🌊', 'a\nb\r\n\n', '{"city":"Lisbon"}', 'data: [DONE]', ' ');
  const calls = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 3 });
  const json = fc.constantFrom('{}', '{"city":"Brest"}', '{"text":"ä \\"quoted\\" \\n 🌊","n":[1,2]}');
  return fc
    .record({
      text: fc.option(words),
      calls,
      json,
      cut: fc.boolean(),
      tokens: fc.tuple(fc.nat(9_999), fc.nat(9_999), fc.nat(999), fc.nat(999)),
    })
    .map(({ text, calls: ids, json: args, cut, tokens: [uncached, read, visible, reasoning] }) => ({
      id: 'abc123',
      model: 'm-1',
      createdAt: 1_790_000_000,
      tier: null,
      blocks: [
        ...(text === null ? [] : [{ kind: 'text' as const, text }]),
        ...ids.map((id) => ({ kind: 'call' as const, id: `call_${id}`, name: 'get_tide', text: args })),
      ],
      finish: { kind: cut ? ('length' as const) : ids.length > 0 ? ('calls' as const) : ('stop' as const) },
      usage: {
        ...NO_TOKENS,
        inputUncachedTokens: uncached,
        inputCacheReadTokens: read,
        outputVisibleTokens: visible,
        outputReasoningTokens: reasoning,
      },
    }));
}
