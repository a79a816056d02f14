import { Button } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NamesOf } from '../names/names.tsx';
import { STATE_WORDS } from '../words/state-words.ts';
import { Waiting } from './loaded.tsx';
import { Trouble } from './trouble.tsx';

export type PagedProps<Row> = {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly rows: readonly Row[] }>>;
  readonly empty: ReactNode;
  readonly children: (rows: readonly Row[]) => ReactNode;
};

/** A list that comes in pages: the wait, the trouble, nothing, or its rows so far with a way to the next. */
export function Paged<Row>({ query, empty, children }: PagedProps<Row>) {
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      {query.error === null ? null : (
        <div className="more">
          <Trouble error={query.error} stale={query.data !== undefined} retry={() => void query.refetch()} />
        </div>
      )}
      {query.isPending ? (
        <div className="more">
          <Waiting lines={6} />
        </div>
      ) : null}
      {query.data !== undefined && rows.length === 0 ? <div className="more">{empty}</div> : null}
      {rows.length === 0 ? null : (
        <NamesOf answers={query.data?.pages ?? []}>
          <div className="table-scroll">{children(rows)}</div>
        </NamesOf>
      )}
      {query.hasNextPage ? (
        <div className="more">
          <Button
            variant="default"
            size="compact-sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {STATE_WORDS.more}
          </Button>
        </div>
      ) : null}
    </>
  );
}
