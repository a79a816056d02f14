import type { Figure, Figures } from './figures.ts';

/** The figures as one flat object: what scripts read. Missing is null. */
export function jsonLine(input: {
  readonly figures: Figures;
  readonly missing: readonly string[];
  readonly commit: string;
  readonly node: string;
}): string {
  const { figures } = input;
  const flat = Object.entries(figures).map(([name, value]) => [name, rounded(value)]);
  return JSON.stringify({
    ...Object.fromEntries(flat),
    missing: input.missing,
    commit: input.commit,
    node: input.node,
  });
}

function rounded(value: Figure | number | string): number | string | null {
  if (typeof value === 'string' || value === null) return value;
  const figure = typeof value === 'number' ? value : value.median;
  return Number.isFinite(figure) ? Number(figure.toFixed(3)) : null;
}
