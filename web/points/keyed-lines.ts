type Line = { readonly rule: string; readonly evidenceIds: readonly string[] };

/** Lines with what each is known by: the rule and what it rests on, and the how-manieth it is where two say the same. */
export function keyedLines<Of extends Line>(
  lines: readonly Of[],
): readonly { readonly key: string; readonly line: Of }[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const about = [line.rule, ...line.evidenceIds].join(' ');
    const before = seen.get(about) ?? 0;
    seen.set(about, before + 1);
    return { key: `${about} ${before}`, line };
  });
}
