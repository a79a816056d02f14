import { follow } from '../../domain/source/fill-place.ts';
import { readMoment } from '../../domain/source/read-moment.ts';
import type { ResultMark } from '../../domain/source/source-fact.ts';

/** A text or a number at a pointer, as text; undefined: there is none. */
export function textAt(payload: unknown, pointer: string): string | undefined {
  const [value] = follow(payload, pointer);
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

export function flagAt(payload: unknown, pointer: string): boolean {
  return follow(payload, pointer)[0] === true;
}

/** A moment at a pointer; undefined: there is none. */
export function momentAt(payload: unknown, pointer: string): number | undefined {
  return readMoment(textAt(payload, pointer) ?? '') ?? undefined;
}

/** Every text of a list. */
export function textsAt(payload: unknown, pointer: string): readonly string[] {
  return follow(payload, pointer).filter((value) => typeof value === 'string');
}

/** Whether anything is there. */
export function isAt(payload: unknown, pointer: string): boolean {
  const [value] = follow(payload, pointer);
  return value !== undefined && value !== null;
}

const MARKS_MAX = 10;
/** As trackers name their items: `OPS-42`. */
const WORK_ITEM = /\b[A-Z][A-Z0-9]{1,9}-\d{1,7}\b/g;
const TRAILER = /^Tokenward-Task: *(\S{1,200})\s*$/gim;
const TASK_LINK = /https?:\/\/\S+\/tasks\/([\w:.-]{1,200})/g;

/** What leads to tasks: the branch, items that branch and title name, and tasks that the text names or links to. */
export function marksOf(written: {
  readonly branch: string | undefined;
  readonly title: string | undefined;
  readonly text: string | undefined;
}): readonly ResultMark[] {
  const { branch = '', title = '', text = '' } = written;
  const found = (pattern: RegExp, within: string): readonly string[] =>
    [...within.matchAll(pattern)].map(([whole, captured]) => captured ?? whole);
  const marks: readonly ResultMark[] = [
    ...found(TRAILER, text).map((value) => ({ kind: 'trailer' as const, value })),
    ...found(TASK_LINK, text).map((value) => ({ kind: 'link' as const, value })),
    ...found(WORK_ITEM, `${branch} ${title}`).map((value) => ({ kind: 'work_item' as const, value })),
    ...(branch === '' ? [] : [{ kind: 'branch' as const, value: branch }]),
  ];
  const unlike = new Map(marks.map((mark) => [`${mark.kind} ${mark.value}`, mark]));
  return [...unlike.values()].slice(0, MARKS_MAX);
}
