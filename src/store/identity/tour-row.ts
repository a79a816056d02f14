import type { Tour } from '../../domain/identity/tour.ts';
import { nounTable } from '../control/noun-table.ts';

type TourRow = { readonly id: string; readonly state: Tour['state']; readonly call_id: string | null };

export const tourTable = nounTable<Tour, TourRow>({
  table: 'tour',
  columns: ['id', 'state', 'call_id'],
  toRow: ({ id, state, callId }) => ({ id, state, call_id: callId }),
  fromRow: ({ id, state, call_id: callId }) => ({ id, state, callId }),
});
