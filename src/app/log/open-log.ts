import { type DestinationStream, pino } from 'pino';
import type { Log, LogLevel } from '../../ports/log.ts';

/** Field names that never reach a line, at the first two levels: a last net, since no caller should pass them. */
const HIDDEN = [
  'authorization',
  'x-api-key',
  'api-key',
  'key',
  'secret',
  'password',
  'token',
  'body',
  'content',
  'messages',
  'prompt',
];

/** One JSON line an event, to the given stream (standard error by default, so that a command's output stays clean). */
export function openLog(level: LogLevel, destination: DestinationStream = process.stderr): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'event',
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...HIDDEN.map(quoted), ...HIDDEN.map((name) => `*${quoted(name)}`)], censor: '[hidden]' },
    },
    destination,
  );
  return (at, event, fields) => {
    if (fields === undefined) logger[at](event);
    else logger[at](fields, event);
  };
}

function quoted(name: string): string {
  return `["${name}"]`;
}
