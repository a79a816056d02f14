import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { compileKernel } from '../../kernel/compile-kernel.mjs';

test('the kernel that runs is the one that stands in kernel/text-kernel.ts: else run `npm run kernel`', async () => {
  const running = await readFile(new URL('../../src/domain/detection/kernel-code.ts', import.meta.url), 'utf8');
  assert.equal(running, await compileKernel());
});
