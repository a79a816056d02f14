import type { ClientBase } from 'pg';
import type { CallCharges } from '../../domain/usage/call-record.ts';
import { storableLine } from './storable-line.ts';

/**
 * Charges the envelopes of calls that are new to the ledger; a call that its gateway has told of already changes nothing. In the
 * transaction that takes the calls, so that none is in one ledger and not in the other. Locks accounts and leases, in order.
 */
export async function settleBudgets(
  client: ClientBase,
  told: { readonly gatewayId: string; readonly lines: readonly Buffer[]; readonly toldEpoch: number | null },
): Promise<void> {
  const { gatewayId, lines, toldEpoch } = told;
  const known = toldEpoch === null ? null : Buffer.from(`${CHARGES.toString()}${toldEpoch},`);
  const settlements = lines.filter((line) => isToTell(line, known)).flatMap(readSettlement);
  if (settlements.length === 0) return;
  await client.query('select tokenward.budget_settle($1, $2::jsonb)', [gatewayId, JSON.stringify(settlements)]);
}

const CHARGES = Buffer.from('"charges":{"epoch":');

/** Whether a line has charges that do not begin with what is known. They stand near its end, behind what the vendor said. */
function isToTell(line: Buffer, known: Buffer | null): boolean {
  const at = line.lastIndexOf(CHARGES);
  return at >= 0 && (known === null || known.compare(line, at, at + known.length) !== 0);
}

function readSettlement(line: Buffer): readonly object[] {
  const { callId, charges }: { callId: string; charges?: CallCharges } = JSON.parse(
    storableLine(line.toString('utf8')),
  );
  return charges === undefined ? [] : [{ callId, epoch: charges.epoch, charges: charges.accounts }];
}
