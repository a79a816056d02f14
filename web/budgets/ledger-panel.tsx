import { amountInWords, type Unit } from '../figures/amounts.ts';
import { Moment } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import type { useLedger } from './use-ledger.ts';

export type LedgerPanelProps = {
  readonly envelopeId: string;
  readonly entries: ReturnType<typeof useLedger>;
  readonly unit: Unit;
};

/** Every line of the period that runs. */
export function LedgerPanel({ envelopeId, entries, unit }: LedgerPanelProps) {
  return (
    <Panel
      id="ledger"
      title={BUDGET_WORDS.entries}
      note={BUDGET_WORDS.entriesNote}
      flush
      action={<RowsExport of="exportEnvelopeEntriesCsv" request={{ params: { id: envelopeId } }} />}
    >
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
