import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NamesOf } from '../names/names.tsx';
import { Trouble } from './trouble.tsx';

export type LoadedProps<Data> = {
  readonly query: UseQueryResult<Data>;
  /** How many lines it will be about, so that nothing jumps when it comes. */
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
};

/** The wait, the trouble, or what came. What came stays while it is asked for again, and when that fails says so. */
export function Loaded<Data>({ query, lines = 3, children }: LoadedProps<Data>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error === null ? null : <Trouble error={query.error} stale retry={() => void query.refetch()} />}
        <NamesOf answers={[query.data]}>{children(query.data)}</NamesOf>
      </>
    );
  }
  if (query.error !== null) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  return <Waiting lines={lines} />;
}

export function Waiting({ lines }: { readonly lines: number }) {
  return (
    <Stack gap={10} py={4} aria-busy="true" aria-label="Loading" role="status">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <Skeleton key={line} height={14} width={`${92 - ((line * 17) % 40)}%`} radius="sm" />
      ))}
    </Stack>
  );
}
