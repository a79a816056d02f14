import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gunzip } from 'node:zlib';
import type { PackedDocument } from './contract-document-worker.ts';

const unpack = promisify(gunzip);

/** Of megabytes that hardly anybody asks for, a tenth is kept, for all houses of a process: they have one contract. */
let kept: Promise<PackedDocument> | undefined;

/**
 * The contract as an OpenAPI document, JSON. It is made when it is first asked for, by a thread of its own: that takes a
 * second, in which calls would wait, and at each start it was a quarter of what a start costs.
 */
export async function readContractDocument(): Promise<Buffer> {
  kept ??= makeDocument();
  try {
    return await unpack(await kept);
  } catch (error) {
    kept = undefined;
    throw error;
  }
}

function makeDocument(): Promise<PackedDocument> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('contract-document-worker.ts', import.meta.url));
    // A house that ends does not wait for it.
    worker.unref();
    worker.once('message', (packed: PackedDocument) => resolve(packed));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread ended without the document')));
  });
}
