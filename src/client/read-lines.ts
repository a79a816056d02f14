import { setTimeout as wait } from 'node:timers/promises';
import { UnansweredError } from './problem-error.ts';

const LINE_CHARACTERS_MAX = 256 * 1024 * 1024;

/** The lines of a body as they arrive, without their line feeds. A silence longer than the limit ends it. */
export async function* readLines(body: ReadableStream<Uint8Array>, silenceMaxMs: number): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  try {
    for (;;) {
      const chunk = await nextChunk(reader, silenceMaxMs);
      rest += chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
      if (rest.length > LINE_CHARACTERS_MAX) throw new UnansweredError('cut', 'A line is longer than can be held.');
      if (chunk === undefined) break;
    }
    if (rest !== '') yield rest;
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
