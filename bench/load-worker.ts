import { serveLoadCommands } from './load/load-commands.ts';

serveLoadCommands();
