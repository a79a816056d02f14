import { Button, Text } from '@mantine/core';
import { CatchBoundary } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { STATE_WORDS } from '../words/state-words.ts';

/** What failed while it was drawn, or did not come: the rest of the page stays, with what was typed. */
export function Broken({ error }: { readonly error: unknown }) {
  return (
    <div className="trouble" role="alert">
      <Text fw={600}>{STATE_WORDS.broken}</Text>
      <Text size="sm">{STATE_WORDS.brokenRemedy}</Text>
      <Text size="xs" c="dimmed" my={6}>
        {error instanceof Error ? error.message : String(error)}
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => globalThis.location.reload()}>
        {STATE_WORDS.reload}
      </Button>
    </div>
  );
}

export type PartProps = {
  /** While it is on its way. */
  readonly waiting?: ReactNode;
  /** Where it failed, instead of saying so: of what a page does as well without. */
  readonly without?: ReactNode;
  readonly children: ReactNode;
};

/** A part that is loaded by itself: when the network is away, or the house was made anew meanwhile, it alone is missing. */
export function Part({ waiting, without, children }: PartProps) {
  return (
    <CatchBoundary getResetKey={() => 'part'} errorComponent={without === undefined ? Broken : () => <>{without}</>}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </CatchBoundary>
  );
}
