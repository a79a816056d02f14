// `node bin/web/build-when-changed.mjs`: what `npm start` does for the web application, for tests that open pages.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWeb } from '../start/build-web.mjs';

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
await buildWeb({ checkout, node: process.execPath });
