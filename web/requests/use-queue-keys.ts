import { type RefObject, useEffect, useRef } from 'react';

export type QueueKeys = {
  /** Rows carry `data-row` with their id. */
  readonly list: RefObject<HTMLElement | null>;
  readonly onApprove: (id: string) => void;
  readonly onDecline: (id: string) => void;
  /** Whether there was something to take back. */
  readonly onUndo: () => boolean;
};

const TYPED_INTO = 'input, textarea, select, [contenteditable], [role="dialog"]';

/**
 * j and k move, a says yes, r says no, u takes back: wherever the focus is, but while something is being typed. After
 * an answer the next row has the focus, so that a queue is worked without looking for it.
 */
export function useQueueKeys(keys: QueueKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(TYPED_INTO) !== null) return;
      if (press(latest.current, event.key)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Whether the key meant something to this queue. One moves through all queues of a page; a row is answered by its own. */
function press({ list, onApprove, onDecline, onUndo }: QueueKeys, key: string): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[at];
  switch (key) {
    case 'j':
      rows[Math.min(at + 1, rows.length - 1)]?.focus();
      return rows.length > 0;
    case 'k':
      rows[Math.max(at - 1, 0)]?.focus();
      return rows.length > 0;
    case 'u':
      return onUndo();
    case 'a':
    case 'r': {
      const id = row?.dataset['row'];
      if (row === undefined || id === undefined || list.current?.contains(row) !== true) return false;
      (rows[at + 1] ?? rows[at - 1])?.focus();
      (key === 'a' ? onApprove : onDecline)(id);
      return true;
    }
    default:
      return false;
  }
}
