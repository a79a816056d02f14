import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';

const PAGE_ROWS = 25;

/** The lines of an envelope's period that runs, page by page. */
export function useLedger(envelopeId: string) {
  return usePages(
    'listEnvelopeEntries',
    envelopeId,
    (page, signal) =>
      callOperation('listEnvelopeEntries', {
        params: { id: envelopeId },
        query: { ...page },
        signal,
      }),
    PAGE_ROWS,
  );
}
