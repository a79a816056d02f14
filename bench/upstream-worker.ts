import { serveUpstreamCommands } from './upstream/upstream-commands.ts';

serveUpstreamCommands();
