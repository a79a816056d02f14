import { setTimeout as wait } from 'node:timers/promises';
import { UnansweredError } from './problem-error.ts';

const LINE_CHARACTERS_MAX = 256 * 1024 * 1024;

/** The lines of a body as they arrive, without their line feeds. A silence longer than the limit ends it. */
export async function* readLines(body: ReadableStream<Uint8Array>, silenceMaxMs: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const piece of readPieces(body, silenceMaxMs)) {
    rest += decoder.decode(piece, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > LINE_CHARACTERS_MAX) throw new UnansweredError('cut', 'A line is longer than can be held.');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/** A body as it arrives. A silence longer than the limit ends it. */
export async function* readPieces(body: ReadableStream<Uint8Array>, silenceMaxMs: number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const piece = await nextChunk(reader, silenceMaxMs);
      if (piece === undefined) return;
      yield piece;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  silenceMaxMs: number,
): Promise<Uint8Array | undefined> {
  const over = new AbortController();
  const silence = wait(silenceMaxMs, 'silence' as const, { signal: over.signal }).catch(() => 'silence' as const);
  try {
    const first = await Promise.race([reader.read(), silence]);
    if (first === 'silence') throw new UnansweredError('timeout', 'The stream fell silent.');
    return first.done ? undefined : first.value;
  } catch (error) {
    if (error instanceof UnansweredError) throw error;
    throw new UnansweredError('cut', 'The stream was cut before its end.', { cause: error });
  } finally {
    over.abort();
  }
}
