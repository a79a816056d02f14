import type { Finding } from './finding.ts';
import type { Scanner } from './scan-text.ts';

/** Parts of findings that begin in one text and end in the next, each as a finding of its own text. */
export type JointFindings = { readonly left: readonly Finding[]; readonly right: readonly Finding[] };

const REACH = 256;
const RUN_MIN = 20;
const SIDE_MIN = 4;

export const NO_JOINT: JointFindings = { left: [], right: [] };

/**
 * Finds a value that was cut in two and sent as the end of one text and the beginning of the next. Looked at only where
 * both texts meet in one long run of letters, digits and signs; a value cut in three, or with words between, is not found.
 */
export function inspectJoint(
  texts: { readonly left: string; readonly right: string },
  find: Scanner['scan'],
): JointFindings {
  const { left, right } = texts;
  const before = runBackFrom(left);
  const behind = runFrom(right);
  if (before < SIDE_MIN || behind < SIDE_MIN || before + behind < RUN_MIN) return NO_JOINT;
  const tail = left.slice(-REACH);
  const { findings } = find(tail + right.slice(0, REACH));
  const across = findings.filter(({ start, end }) => start < tail.length && end > tail.length);
  if (across.length === 0) return NO_JOINT;
  const shift = left.length - tail.length;
  return {
    left: across.map((finding) => ({ ...finding, start: finding.start + shift, end: left.length })),
    right: across.map((finding) => ({ ...finding, start: 0, end: finding.end - tail.length })),
  };
}

function runBackFrom(text: string): number {
  let length = 0;
  while (length < REACH && length < text.length && isRunUnit(text.charCodeAt(text.length - 1 - length))) length++;
  return length;
}

function runFrom(text: string): number {
  let length = 0;
  while (length < REACH && length < text.length && isRunUnit(text.charCodeAt(length))) length++;
  return length;
}

/** Letters, digits, `+ - / = _ .` */
function isRunUnit(unit: number): boolean {
  const lower = unit | 32;
  if ((lower >= 0x61 && lower <= 0x7a) || (unit >= 0x2d && unit <= 0x39)) return true;
  return unit === 0x2b || unit === 0x3d || unit === 0x5f;
}
