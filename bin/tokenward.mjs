#!/usr/bin/env node
// `tokenward …`: the command line, through the same front door as `npm start`.

import { startTarget } from './start/start-target.mjs';

await startTarget({ script: 'src/cli/main.ts', arguments: process.argv.slice(2), inCheckout: false });
