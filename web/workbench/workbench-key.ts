import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation, newWriteName } from '../request/call-operation.ts';

export type WorkbenchKey = AnswerOf<'createWorkbenchKey'> & { readonly secret: string };

/** A key is renewed so long before its end that no answer is cut by it. */
const RENEWED_BEFORE_MS = 60_000;

let kept: Promise<WorkbenchKey> | undefined;

/** The key for calls from this page: in memory alone, and gone with the page. */
export async function useableKey(nowMs: number): Promise<WorkbenchKey> {
  const key = await (kept ?? renewKey());
  return Date.parse(key.expiresAt) - RENEWED_BEFORE_MS > nowMs ? key : renewKey();
}

/** Another one, because the last is worth nothing any more. */
export function renewKey(): Promise<WorkbenchKey> {
  const fresh = callOperation('createWorkbenchKey', { idempotencyKey: newWriteName() }).then((key) => {
    if (key.secret === null) throw new Error('The key was not shown.');
    return { ...key, secret: key.secret };
  });
  kept = fresh;
  fresh.catch(() => {
    kept = undefined;
  });
  return fresh;
}
