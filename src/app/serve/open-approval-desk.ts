import { APPROVAL_OPEN_MS } from '../../domain/policy/approval.ts';
import type { ApprovalDesk, ApprovalQuestion } from '../../ports/approval-desk.ts';
import type { Log } from '../../ports/log.ts';
import type { Snapshot } from '../../ports/snapshot.ts';

export type OpenedDesk = ApprovalDesk & {
  /** Questions that the store has not taken yet. */
  readonly waiting: () => number;
  /** Writes down what waits, once; what is left then is asked again when its call is made again. */
  readonly close: () => Promise<void>;
};

export type DeskParts = {
  readonly snapshot: () => Snapshot;
  /** Writes a question down; the same one twice is one. */
  readonly receive: (question: ApprovalQuestion) => Promise<unknown>;
  readonly log: Log;
  readonly nowMs: () => number;
};

const QUESTIONS_MAX = 1_000;
/** So that a gateway does not ask the store again what it has just asked, until its snapshot says so. */
const ASKED_REMEMBERED_MS = 5_000;
const FLUSH_EVERY_MS = 200;
const RETRY_EVERY_MS = 2_000;

/**
 * Takes questions from the path without waiting for the store: they stand in a bounded line, by approval id, and are
 * written down one after the other. While the store is away they wait; beyond the bound a question is let go with a loud
 * word, and is asked again when its call is made again.
 */
export function openApprovalDesk({ snapshot, receive, log, nowMs }: DeskParts): OpenedDesk {
  const line = new Map<string, ApprovalQuestion>();
  const asked = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> | undefined;
  let closed = false;

  const ask: ApprovalDesk['ask'] = (question) => {
    const { approvalId, askedAtMs } = question;
    const known = snapshot().openQuestions?.get(approvalId);
    if (known !== undefined && known.untilMs > askedAtMs) {
      const answer = { approvalId, expiresAtMs: known.untilMs };
      return known.state === 'declined' ? { ...answer, declined: { reason: known.reason } } : answer;
    }
    const waits = line.get(approvalId)?.askedAtMs ?? justAsked(approvalId);
    if (waits !== undefined) return { approvalId, expiresAtMs: waits + APPROVAL_OPEN_MS };
    if (line.size >= QUESTIONS_MAX) log('error', 'approvals.line_full', { approvalId, questions: line.size });
    else line.set(approvalId, question);
    schedule(FLUSH_EVERY_MS);
    return { approvalId, expiresAtMs: askedAtMs + APPROVAL_OPEN_MS };
  };

  function justAsked(id: string): number | undefined {
    const atMs = asked.get(id);
    return atMs !== undefined && atMs + ASKED_REMEMBERED_MS >= nowMs() ? atMs : undefined;
  }

  function schedule(afterMs: number): void {
    if (closed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      flushing = flush().finally(() => {
        flushing = undefined;
        if (line.size > 0) schedule(RETRY_EVERY_MS);
      });
    }, afterMs);
  }

  async function flush(): Promise<void> {
    for (const [id, question] of line) {
      try {
        await receive(question);
        line.delete(id);
        remember(id, question.askedAtMs);
      } catch (error) {
        log('warn', 'approvals.not_written', { approvalId: id, questions: line.size, error: String(error) });
        return;
      }
    }
  }

  function remember(id: string, askedAtMs: number): void {
    for (const [known, atMs] of asked) if (atMs + ASKED_REMEMBERED_MS < nowMs()) asked.delete(known);
    asked.set(id, askedAtMs);
  }

  return {
    ask,
    waiting: () => line.size,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await flushing;
      if (line.size > 0) await flush();
    },
  };
}
