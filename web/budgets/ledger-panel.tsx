import { amountInWords, type Unit } from '../figures/amounts.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';

const PAGE_ROWS = 25;

/** Every line of the period that runs. */
export function LedgerPanel({ envelopeId, unit }: { readonly envelopeId: string; readonly unit: Unit }) {
  const entries = usePages(
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
  return (
    <Panel title={BUDGET_WORDS.entries} note={BUDGET_WORDS.entriesNote} flush>
      <Paged query={entries} empty={<Empty title={BUDGET_WORDS.noEntry} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{BUDGET_WORDS.when}</th>
                <th>{BUDGET_WORDS.kind}</th>
                <th className="number">{BUDGET_WORDS.amount}</th>
                <th>{BUDGET_WORDS.by}</th>
                <th>{BUDGET_WORDS.reason}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <tr key={entry.id}>
                  <td>
                    <Moment at={entry.at} />
                  </td>
                  <td data-label={BUDGET_WORDS.kind}>{BUDGET_WORDS.kinds[entry.kind]}</td>
                  <td data-label={BUDGET_WORDS.amount} className="number">
                    {amountInWords(entry.amount, unit)}
                  </td>
                  <td data-label={BUDGET_WORDS.by}>{entry.actor ?? entry.gatewayId ?? ''}</td>
                  <td data-label={BUDGET_WORDS.reason}>{entry.reason ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}
