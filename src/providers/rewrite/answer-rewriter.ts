import type { AnswerScreen, AnswerTexts } from '../../ports/answer-texts.ts';
import { parseObject, textOf } from '../wire/json-object.ts';
import type { AnswerWire } from './answer-wire.ts';
import { type Edit, editJson, literalEdit } from './json-edits.ts';
import { readSlots } from './read-slots.ts';
import { EventRewriter } from './stream-rewriter.ts';

/** Rewrites answers of one face, in streams and whole. */
export function createAnswerTexts(wire: AnswerWire): AnswerTexts {
  return {
    openStream: (screen, { eventBytesMax }) => new EventRewriter(wire, screen, eventBytesMax),
    rewriteBody: (body, screen) => rewriteBody(wire, body, screen),
    keepAlive: Buffer.from(wire.keepAlive),
  };
}

function rewriteBody(wire: AnswerWire, json: Uint8Array, screen: AnswerScreen): Uint8Array {
  const body = parseObject(textOf(json));
  if (body === null) {
    screen.unreadable();
    return json;
  }
  const edits: Edit[] = [];
  for (const found of readSlots(json, body, wire.inBody)) {
    const { slot } = found;
    if (slot.kind === 'echo') {
      if (screen.hides) edits.push({ start: found.start, end: found.end, json: wire.noEcho });
      continue;
    }
    if (found.text === '') continue;
    const pass = screen.open({ form: slot.form, sealed: slot.sealed, isWhole: true });
    const edit = literalEdit(found, pass.accept(found.text) + pass.flush());
    if (edit !== null) edits.push(edit);
    if (screen.isStopped()) break;
  }
  return edits.length === 0 ? json : editJson(json, edits);
}
