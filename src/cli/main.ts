import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything else is loaded: compiled once, the commands start in half the time. In the checkout and not in the
// machine's folder for everybody, where another account could have put something. Where it cannot be written, it is not.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/tokenward', import.meta.url)));

const { runCommandLine } = await import('./run-command-line.ts');
await runCommandLine(process.argv);
