import type { ReactNode } from 'react';

export type Tone = 'plain' | 'good' | 'warn' | 'stop';

/** A word on a ground: a state that must be found while reading down. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className="mark" data-tone={tone}>
      {children}
    </span>
  );
}
