import fs from 'node:fs';
import path from 'node:path';
import type { JournalFileSystem } from './journal-file-system.ts';

/** Everything before this place is with the store. */
export type DrainPosition = { readonly segment: number; readonly offset: number };

const FILE_NAME = 'drained.json';

/** Undefined when there is none, or none that can be read: then everything that is still here is drained again. */
export function readDrainCheckpoint(directory: string): DrainPosition | undefined {
  try {
    const parsed: unknown = JSON.parse(fs.readFileSync(path.join(directory, FILE_NAME), 'utf8'));
    return isPosition(parsed) ? { segment: parsed.segment, offset: parsed.offset } : undefined;
  } catch {
    return undefined;
  }
}

/** Durable once it resolves; either the old or the new place is found after a crash. */
export async function writeDrainCheckpoint(
  fileSystem: JournalFileSystem,
  directory: string,
  position: DrainPosition,
): Promise<void> {
  await fileSystem.replace(path.join(directory, FILE_NAME), `${JSON.stringify(position)}\n`);
}

function isPosition(value: unknown): value is DrainPosition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'segment' in value &&
    'offset' in value &&
    Number.isSafeInteger(value.segment) &&
    Number.isSafeInteger(value.offset)
  );
}
