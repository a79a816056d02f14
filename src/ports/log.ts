export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured and plain: an event name and fields. Fields never hold content, a key or a header's value. */
export type Log = (level: LogLevel, event: string, fields?: Readonly<Record<string, unknown>>) => void;
