import { createAnswerWindow } from '../../domain/detection/answer-window.ts';
import type { Finding } from '../../domain/detection/finding.ts';
import { createRestorer, indexPlaceholders } from '../../domain/detection/restore-text.ts';
import type { AnswerScreen } from '../../ports/answer-texts.ts';
import { dialects } from '../dialects.ts';
import { type JsonObject, parseObject } from '../wire/json-object.ts';
import type { TestFace } from './spoken-answer.fixture.ts';

export const SECRET = 'zk_Qm7wT4xRz9Lp2Vn8Kd3Y';
export const VALUE = 'Zoë "Q" Ek\n\\ ünder 4';
export const HOLDER = '[PERSON_NAME_0123abcd]';
export type TestAction = 'restore' | 'note' | 'redact' | 'block';

/** A screen whose one finding is the secret, and whose one placeholder is the person. */
export function testScreen(
  action: TestAction,
): AnswerScreen & { readonly counts: string[]; readonly isStopped: () => boolean } {
  const counts: string[] = [];
  const index = indexPlaceholders(new Map([[HOLDER, VALUE]]));
  let stopped = false;
  const rules = {
    inspect: findSecrets,
    name: () => '[SECRET_99887766]',
    found: (type: string, done: string) => {
      counts.push(`${type} ${done}`);
      if (done === 'block') stopped = true;
    },
  };
  return {
    counts,
    hides: action === 'redact' || action === 'block',
    unreadable: () => {
      stopped ||= action === 'redact' || action === 'block';
    },
    isStopped: () => stopped,
    open: (text) => {
      const restorer = text.sealed
        ? { accept: (piece: string) => piece, flush: () => '' }
        : createRestorer(index, text.form);
      if (action === 'restore') return restorer;
      const done = text.sealed && action === 'redact' ? 'block' : action;
      const window = createAnswerWindow({ ...rules, holds: done !== 'note', actionOf: () => done }, text);
      return {
        accept: (piece) => restorer.accept(window.accept(piece)),
        flush: () => restorer.accept(window.flush()) + restorer.flush(),
      };
    },
  };
}

function findSecrets(text: string): readonly Finding[] {
  return [...text.matchAll(/zk_[A-Za-z0-9]{20}/g)].map(({ index, 0: found }) => ({
    type: 'secret',
    start: index,
    end: index + found.length,
    confidence: 90,
    detectorId: 'secret',
    detectorVersion: 1,
  }));
}

export function toStream(events: readonly JsonObject[], lineEnd = '\n'): Uint8Array {
  const texts = events.map((event) => {
    const name = typeof event['type'] === 'string' ? `event: ${event['type']}${lineEnd}` : '';
    return `${name}data: ${JSON.stringify(event)}${lineEnd}${lineEnd}`;
  });
  return Buffer.from(texts.join(''));
}

/** The events that a client reads. */
export function fromStream(bytes: Uint8Array): readonly JsonObject[] {
  return Buffer.from(bytes)
    .toString('utf8')
    .split(/\r\n\r\n|\n\n|\r\r/)
    .flatMap((event) => {
      const data = event.split(/\r\n|\n|\r/).flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
      const parsed = parseObject(data.join('\n'));
      return parsed === null ? [] : [parsed];
    });
}

/** The stream rewritten, when it comes in chunks of these lengths, in turn. */
export function rewritten(
  face: TestFace,
  stream: Uint8Array,
  given: {
    readonly screen: AnswerScreen;
    readonly lengths?: readonly number[];
    readonly isCut?: boolean;
    readonly eventBytesMax?: number;
  },
): Uint8Array {
  const texts = dialects[face].answerTexts;
  if (texts === null) throw new Error(`${face} has no texts`);
  const rewriter = texts.openStream(given.screen, { eventBytesMax: given.eventBytesMax ?? 1_000_000 });
  const out: Uint8Array[] = [];
  const lengths = given.lengths ?? [stream.length];
  let turn = 0;
  for (let at = 0; at < stream.length; turn += 1) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? 1);
    out.push(rewriter.accept(stream.subarray(at, at + length)));
    at += length;
  }
  out.push(rewriter.end({ isCut: given.isCut ?? false }));
  return Buffer.concat(out);
}

export function rewrittenBody(face: TestFace, body: Uint8Array, screen: AnswerScreen): Uint8Array {
  return dialects[face].answerTexts?.rewriteBody(body, screen) ?? body;
}
