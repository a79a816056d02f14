import type { Pool } from 'pg';
import type { Chance } from '../../ports/clock.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { Log } from '../../ports/log.ts';
import { createContentSink, type RunningContentSink } from '../../store/content/create-content-sink.ts';
import { createContentStore } from '../../store/content/create-content-store.ts';
import { readVaultKeyIds } from '../../store/content/rewrap-keys.ts';
import { systemClock } from '../clock/system-clock.ts';
import { loadContentVault } from '../secrets/content-vault.ts';

export type OpenedContent = { readonly sink: RunningContentSink; readonly store: ContentStore };

/** Where content goes and is read from. Says so when the store holds some that the keys of this process do not open. */
export async function openContent(parts: {
  readonly secretsDirectory: string;
  readonly pool: Pool;
  readonly chance: Chance;
  readonly log: Log;
}): Promise<OpenedContent> {
  const { pool, chance, log } = parts;
  const vault = loadContentVault(parts.secretsDirectory);
  const unknown = (await readVaultKeyIds(pool)).filter((id) => !vault.keyIds.includes(id));
  if (unknown.length > 0) log('error', 'content.keys_unknown', { keyIds: unknown });
  const sink = createContentSink({ pool, vault, chance, clock: systemClock, log });
  return { sink, store: createContentStore({ pool, vault }) };
}
