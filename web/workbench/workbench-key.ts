import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation, newWriteName } from '../request/call-operation.ts';

export type WorkbenchKey = AnswerOf<'createWorkbenchKey'> & { readonly secret: string; readonly madeAtMs: number };

/** A key is renewed so long before its end that no answer is cut by it. */
const RENEWED_BEFORE_MS = 60_000;

/** Gateways hear of a new key within a second; a call before that would be refused. */
const KNOWN_AFTER_MS = 1_200;

let kept: Promise<WorkbenchKey> | undefined;

/** The key for calls from this page: in memory alone, and gone with the page. */
export async function useableKey(nowMs: number): Promise<WorkbenchKey> {
  const held = await (kept ?? renewKey());
  const key = Date.parse(held.expiresAt) - RENEWED_BEFORE_MS > nowMs ? held : await renewKey();
  await untilKnown(key);
  return key;
}

/** Made when the page is opened, so that nobody waits for it when they send. */
export function prepareKey(): void {
  if (kept === undefined) void renewKey().catch(() => undefined);
}

export function untilKnown({ madeAtMs }: WorkbenchKey): Promise<void> {
  const waitMs = madeAtMs + KNOWN_AFTER_MS - Date.now();
  return waitMs <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, waitMs));
}

/** Another one, because the last is worth nothing any more. */
export function renewKey(): Promise<WorkbenchKey> {
  const fresh = callOperation('createWorkbenchKey', { idempotencyKey: newWriteName() }).then((key) => {
    if (key.secret === null) throw new Error('The key was not shown.');
    return { ...key, secret: key.secret, madeAtMs: Date.now() };
  });
  kept = fresh;
  fresh.catch(() => {
    kept = undefined;
  });
  return fresh;
}
