import type { ReactNode } from 'react';
import { Waiting } from './loaded.tsx';

export type TogetherProps = {
  /** What the page asks; each part shows its own trouble. */
  readonly queries: readonly { readonly isPending: boolean }[];
  readonly lines: number;
  readonly children: ReactNode;
};

/** Parts that stand above each other appear together: one that came later would push down what is being read. */
export function Together({ queries, lines, children }: TogetherProps) {
  return queries.some(({ isPending }) => isPending) ? <Waiting lines={lines} /> : children;
}
