import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';

const PAGE_ROWS = 25;

/** What was imported, page by page. */
export function useCostReports() {
  return usePages(
    'listCostReports',
    {},
    (page, signal) =>
      callOperation('listCostReports', {
        query: { ...page },
        signal,
      }),
    PAGE_ROWS,
  );
}
