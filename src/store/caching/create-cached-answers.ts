import type { Pool } from 'pg';
import type { CachedAnswer } from '../../domain/caching/cached-answer.ts';
import type { CachedAnswers } from '../../ports/cached-answers.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type { Log } from '../../ports/log.ts';
import { inTransaction } from '../connection/in-transaction.ts';
import { holdSubjectKey, unwrapSubjectKey } from '../content/subject-keys.ts';
import { readAnswer, writeAnswer } from './cached-answer-rows.ts';
import { sealAnswer, unsealAnswer } from './seal-answer.ts';

export type CachedAnswersOptions = {
  readonly pool: Pool;
  readonly vault: KeyVault;
  readonly log: Log;
  /** A call waits no longer for what the store has to say. */
  readonly findMaxMs?: number;
  /** Look-ups at once: beyond it nobody is kept waiting for a connection. */
  readonly findsMax?: number;
  readonly waitingMax?: number;
};

export type RunningCachedAnswers = CachedAnswers & {
  /** Resolves when nothing waits to be written any more. */
  readonly written: () => Promise<void>;
};

const limits = { statementTimeoutMs: 5_000, lockTimeoutMs: 2_000, timeoutMs: 10_000 };

/**
 * Answers in the store, encrypted, for all gateways. A cache owes nobody anything: what cannot be read in time is a miss, and
 * what cannot be written is lost, and counted.
 */
export function createCachedAnswers(options: CachedAnswersOptions): RunningCachedAnswers {
  const { pool, vault, log, findMaxMs = 150, findsMax = 64, waitingMax = 500 } = options;
  let waiting: CachedAnswer[] = [];
  let writing: Promise<void> | undefined;
  let finds = 0;
  let lost = 0;
  let isFailing = false;

  async function find(key: string): Promise<CachedAnswer | null> {
    if (finds >= findsMax) return null;
    finds += 1;
    let late: NodeJS.Timeout | undefined;
    const deadline = new Promise<null>((resolve) => {
      late = setTimeout(() => resolve(null), findMaxMs);
    });
    const found = open(key).finally(() => {
      finds -= 1;
    });
    try {
      return await Promise.race([found, deadline]);
    } catch (error) {
      tell('cache.unreadable', error);
      return null;
    } finally {
      clearTimeout(late);
      // What comes too late, or fails too late, is nobody's any more.
      found.catch(() => undefined);
    }
  }

  async function open(key: string): Promise<CachedAnswer | null> {
    const row = await readAnswer(pool, key);
    if (row === undefined) return null;
    const names = { key, callId: row.answer.origin.callId, subjectKeyId: row.subjectKeyId };
    const subjectKey = await unwrapSubjectKey(vault, row.subjectKey, row.owner);
    return { ...row.answer, ...(await unsealAnswer(row, names, subjectKey)) };
  }

  function keep(answer: CachedAnswer): void {
    if (waiting.length >= waitingMax) {
      lost += 1;
      return;
    }
    waiting.push(answer);
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
  }

  async function writeAll(): Promise<void> {
    for (;;) {
      const [answer] = waiting;
      if (answer === undefined) return;
      try {
        await write(answer);
        isFailing = false;
      } catch (error) {
        lost += 1;
        tell('cache.unwritten', error);
      }
      waiting = waiting.slice(1);
    }
  }

  function write(answer: CachedAnswer): Promise<void> {
    const { key, origin } = answer;
    return inTransaction(pool, limits, async (client) => {
      const subject = await holdSubjectKey(client, vault, origin.owner);
      const names = { key, callId: origin.callId, subjectKeyId: subject.id };
      const sealed = await sealAnswer(answer, names, subject.key);
      await writeAnswer(client, answer, { ...sealed, subjectKeyId: subject.id });
    });
  }

  /** Once for each time that it begins to fail. */
  function tell(event: string, error: unknown): void {
    if (!isFailing) log('warn', event, { error: String(error) });
    isFailing = true;
  }

  return {
    find,
    keep,
    state: () => ({ waiting: waiting.length, lost }),
    written: async () => {
      while (writing !== undefined) await writing;
    },
  };
}
