import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { openApiDocument } from '../../contract/openapi-document.ts';

/** What the thread says before it ends: the document, packed. */
export type PackedDocument = Uint8Array;

const packed: PackedDocument = gzipSync(JSON.stringify(openApiDocument()));
parentPort?.postMessage(packed);
