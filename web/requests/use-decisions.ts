import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { RequestProblem } from '../request/request-problem.ts';
import { forget } from '../request/use-operation.ts';
import { REQUEST_WORDS } from '../words/request-words.ts';
import type { Decision, Given } from './decision.ts';

export type Choice = ({ readonly kind: 'approve' } & Given) | { readonly kind: 'decline'; readonly reason: string };
export type PendingDecision = { readonly decision: Decision; readonly choice: Choice };

/** For so long a decision can be taken back: it is sent only then. */
const TAKEN_BACK_MS = 5_000;

/** Decisions that are sent a moment late, so that a slip of a key can be undone. Leaving the page sends them at once. */
export function useDecisions(decisions: readonly Decision[]) {
  const queries = useQueryClient();
  const [pending, setPending] = useState<PendingDecision | null>(null);
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set());
  const waiting = useRef<{ readonly timer: number; readonly send: () => void } | null>(null);

  const flush = () => {
    const now = waiting.current;
    if (now === null) return;
    clearTimeout(now.timer);
    waiting.current = null;
    now.send();
  };
  const flushLast = useRef(flush);
  flushLast.current = flush;
  useEffect(() => {
    const leave = () => flushLast.current();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  const carryOut = async ({ decision, choice }: PendingDecision) => {
    setSent((now) => new Set(now).add(decision.id));
    try {
      await (choice.kind === 'approve' ? decision.approve(choice) : decision.decline(choice.reason));
    } catch (error) {
      const message =
        error instanceof RequestProblem ? `${error.message} ${error.problem.remedy}` : REQUEST_WORDS.notSent;
      notifications.show({ color: 'red', title: REQUEST_WORDS.failed, message, autoClose: false });
      setSent((now) => new Set([...now].filter((id) => id !== decision.id)));
    }
    await forget(queries, decision.changes);
  };

  return {
    open: decisions.filter(({ id }) => id !== pending?.decision.id && !sent.has(id)),
    pending,
    decide: (decision: Decision, choice: Choice) => {
      flush();
      const next = { decision, choice };
      setPending(next);
      const send = () => {
        setPending((now) => (now === next ? null : now));
        void carryOut(next);
      };
      const timer = window.setTimeout(flush, TAKEN_BACK_MS);
      waiting.current = { timer, send };
    },
    /** Whether there was something to take back. */
    undo: (): boolean => {
      if (waiting.current === null) return false;
      clearTimeout(waiting.current.timer);
      waiting.current = null;
      setPending(null);
      return true;
    },
  };
}
