import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './source-file.ts';

export const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const readableBytesMax = 5_000_000;

/** Every text file that git tracks or would track; what git ignores is nobody's business. */
export function readTree(): readonly SourceFile[] {
  const listing = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: checkout,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(listing.split('\0'))].flatMap((path) => {
    const stat = path === '' ? undefined : statSync(join(checkout, path), { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile() || stat.size > readableBytesMax) return [];
    const text = readFileSync(join(checkout, path), 'utf8');
    return text.includes('\0') ? [] : [{ path, text }];
  });
}
