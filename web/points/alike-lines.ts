import { keyedLines } from './keyed-lines.ts';

type Line = {
  readonly rule: string;
  readonly words: string;
  readonly points: number;
  readonly evidenceIds: readonly string[];
};

/** Lines with what each is known by; those that say the same word for word, for the same points, once and how often. */
export function alikeLines<Of extends Line>(
  lines: readonly Of[],
): readonly { readonly key: string; readonly line: Of; readonly many: number }[] {
  const alike = new Map<string, { key: string; line: Of; many: number }>();
  for (const { key, line } of keyedLines(lines)) {
    const said = [line.rule, line.words, line.points.toFixed(1), ...line.evidenceIds].join('\n');
    const before = alike.get(said);
    if (before === undefined) alike.set(said, { key, line, many: 1 });
    else before.many += 1;
  }
  return [...alike.values()];
}
