import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { amountInWords } from '../figures/amounts.ts';
import { Moment } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { Named, NamesOf } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import { ENVELOPE_WORDS } from '../words/envelope-words.ts';
import { ENVELOPE_CHANGES } from './change-envelope.tsx';
import { AMOUNT, amountOf } from './envelope-fields.tsx';

type Suspense = AnswerOf<'listSuspense'>['rows'][number];

const ROWS_MAX = 200;

/** What gateways drew that were not heard of since; of all envelopes, or of one. Whoever may not settle it only sees it. */
export function useSuspense(envelopeId?: string) {
  const mayRead = useMay()('control.read:budgets');
  const query = { limit: ROWS_MAX, ...(envelopeId === undefined ? {} : { envelopeId }) };
  const { data, isPending } = useOperation('listSuspense', { query }, { enabled: mayRead });
  return { data, rows: data?.rows ?? [], isPending: mayRead && isPending };
}

export function SuspensePanel({ envelopeId }: { readonly envelopeId?: string }) {
  const { data, rows } = useSuspense(envelopeId);
  const maySettle = useMay()('control.write:budgets');
  if (rows.length === 0) return null;
  return (
    <Panel
      title={ENVELOPE_WORDS.suspense}
      note={ENVELOPE_WORDS.suspenseNote}
      flush
      action={<RowsExport of="exportSuspenseCsv" request={{ query: envelopeId === undefined ? {} : { envelopeId } }} />}
    >
      <NamesOf answers={[data]}>
        <div className="table-scroll">
          <table className="table table-stack">
            <thead>
              <tr>
                {envelopeId === undefined ? <th>{BUDGET_WORDS.envelope}</th> : null}
                <th>{ENVELOPE_WORDS.gateway}</th>
                <th>{ENVELOPE_WORDS.since}</th>
                <th className="number">{BUDGET_WORDS.amount}</th>
                {maySettle ? <th aria-label={ENVELOPE_WORDS.settle} /> : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  {envelopeId === undefined ? (
                    <td>
                      <TextLink to="/budgets/$envelopeId" params={{ envelopeId: row.envelopeId }}>
                        <Named of="envelope" id={row.envelopeId} />
                      </TextLink>
                    </td>
                  ) : null}
                  <td data-label={ENVELOPE_WORDS.gateway}>{row.gatewayId}</td>
                  <td data-label={ENVELOPE_WORDS.since}>
                    <Moment at={row.since} />
                  </td>
                  <td data-label={BUDGET_WORDS.amount} className="number">
                    {amountInWords(row.amount, row.unit)}
                  </td>
                  {maySettle ? (
                    <td className="number">
                      <SettleButton suspense={row} />
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </NamesOf>
    </Panel>
  );
}

function SettleButton({ suspense: { id, amount, unit } }: { readonly suspense: Suspense }) {
  const [spent, setSpent] = useState('');
  return (
    <ReasonButton
      label={ENVELOPE_WORDS.settle}
      note={ENVELOPE_WORDS.settleNote(amountInWords(amount, unit))}
      changes={['listSuspense', ...ENVELOPE_CHANGES]}
      isReady={AMOUNT.test(spent.trim())}
      fields={
        <TextInput
          label={`${ENVELOPE_WORDS.spentOfIt}, ${unit}`}
          description={ENVELOPE_WORDS.spentHelp}
          inputMode="decimal"
          data-autofocus
          value={spent}
          onChange={({ currentTarget }) => setSpent(currentTarget.value)}
        />
      }
      carryOut={(reason, idempotencyKey) =>
        callOperation('resolveSuspense', { params: { id }, body: { spent: amountOf(spent), reason }, idempotencyKey })
      }
    />
  );
}
