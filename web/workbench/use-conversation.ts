import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { forget } from '../request/use-operation.ts';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';
import { type CallEnd, type CallMessage, type CallOrder, type CallRefusal, streamAnswer } from './stream-answer.ts';
import { prepareKey, renewKey, untilKnown, useableKey } from './workbench-key.ts';

export type Turn =
  | { readonly kind: 'asked'; readonly id: string; readonly text: string; readonly template: string | null }
  | {
      readonly kind: 'answered';
      readonly id: string;
      readonly text: string;
      readonly model: string;
      readonly state: 'running' | 'whole' | 'cut';
    }
  | { readonly kind: 'refused'; readonly id: string; readonly refusal: CallRefusal };

export type Ask = {
  readonly text: string;
  readonly model: string;
  readonly useCaseId: string;
  readonly template: string | null;
  /** Instructions of a template that belong in front of the conversation. */
  readonly system: string | null;
};

export type Conversation = {
  readonly taskId: string;
  readonly beganAt: string;
  readonly turns: readonly Turn[];
  readonly running: boolean;
  /** Resolves to whether it was let through; what was refused can be mended and sent again. */
  readonly ask: (ask: Ask) => Promise<boolean>;
  readonly stop: () => void;
  readonly begin: () => void;
};

const KEY_TROUBLE: ReadonlySet<string> = new Set(['key_unknown', 'key_expired', 'key_revoked']);

/** One conversation with a model: one task, whose calls are recorded together. */
export function useConversation(): Conversation {
  const queries = useQueryClient();
  const [{ taskId, beganAt }, setTask] = useState(newTask);
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [running, setRunning] = useState(false);
  const abort = useRef<AbortController>(null);
  useEffect(prepareKey, []);

  const ask = async (wish: Ask): Promise<boolean> => {
    const controller = new AbortController();
    abort.current = controller;
    const answerId = crypto.randomUUID();
    const before = turns;
    setTurns([
      ...before,
      { kind: 'asked', id: crypto.randomUUID(), text: wish.text, template: wish.template },
      { kind: 'answered', id: answerId, text: '', model: wish.model, state: 'running' },
    ]);
    setRunning(true);
    const change = (edit: (turn: Turn) => Turn) =>
      setTurns((now) => now.map((turn) => (turn.id === answerId ? edit(turn) : turn)));
    const tell = (piece: string) =>
      change((turn) => (turn.kind === 'answered' ? { ...turn, text: turn.text + piece } : turn));
    const order: CallOrder = { ...wish, taskId, messages: messagesOf(before, wish) };
    const end = await carryOut({ order, signal: controller.signal }, tell);
    if (end.kind === 'refused') change(() => ({ kind: 'refused', id: answerId, refusal: end.refusal }));
    else change((turn) => (turn.kind === 'answered' ? { ...turn, state: end.cut ? 'cut' : 'whole' } : turn));
    setRunning(false);
    void forget(queries, ['readTask', 'readMyTasks', 'readMyRecord', 'readMyBudgets']);
    return end.kind === 'done';
  };

  return {
    taskId,
    beganAt,
    turns,
    running,
    ask,
    stop: () => abort.current?.abort(),
    begin: () => {
      abort.current?.abort();
      setTurns([]);
      setTask(newTask());
    },
  };
}

/** With the key at hand; where that is worth nothing any more, once with a new one. */
async function carryOut(
  call: { readonly order: CallOrder; readonly signal: AbortSignal },
  tell: (piece: string) => void,
): Promise<CallEnd> {
  try {
    const end = await streamAnswer({ ...call, key: await useableKey(Date.now()) }, tell);
    if (end.kind !== 'refused' || !KEY_TROUBLE.has(end.refusal.code)) return end;
    const key = await renewKey();
    await untilKnown(key);
    return await streamAnswer({ ...call, key }, tell);
  } catch (error) {
    if (call.signal.aborted) return { kind: 'done', cut: true };
    const message = error instanceof Error ? error.message : WORKBENCH_WORDS.noAnswer;
    return {
      kind: 'refused',
      refusal: { code: 'no_answer', message, alternative: null, askAt: null, reference: null },
    };
  }
}

function messagesOf(turns: readonly Turn[], { text, system }: Ask): readonly CallMessage[] {
  const said = turns.flatMap((turn, place): readonly CallMessage[] => {
    const next = turns[place + 1];
    if (turn.kind === 'asked' && next?.kind !== 'refused') return [{ role: 'user', content: turn.text }];
    return turn.kind === 'answered' ? [{ role: 'assistant', content: turn.text }] : [];
  });
  return [
    ...(system === null ? [] : [{ role: 'system', content: system } as const]),
    ...said,
    { role: 'user', content: text },
  ];
}

function newTask() {
  return { taskId: `workbench-${crypto.randomUUID()}`, beganAt: new Date().toISOString() };
}
