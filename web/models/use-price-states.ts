import { useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { useNow } from '../states/use-now.ts';
import type { Model } from './models-page.tsx';

type Price = AnswerOf<'readPrice'>;

/** `partly`: a kind of token has no price, and a call that used it has none. `unseen`: not for this reader, or not asked yet. */
export type PriceState = 'priced' | 'partly' | 'unpriced' | 'unseen';

const PAGE_ROWS = 500;
const PAGES_MAX = 20;

export type PriceStates = {
  readonly isPending: boolean;
  readonly of: (model: Pick<Model, 'priceKey' | 'faces'>) => PriceState;
};

/** What the price book says of models at this moment; who may not read it waits for nothing. */
export function usePriceStates(): PriceStates {
  const mayRead = useMay()('control.read:finance');
  const nowMs = useNow();
  const prices = useQuery({
    queryKey: ['listPrices', 'every'],
    queryFn: ({ signal }) => readEvery(signal),
    enabled: mayRead,
    staleTime: 20_000,
  });
  const { data } = prices;
  const of: PriceStates['of'] = ({ priceKey, faces }) => {
    if (data === undefined) return 'unseen';
    const inForce = data.rows.filter((price) => price.priceKey === priceKey && isInForce(price, nowMs));
    if (inForce.length === 0) return data.isWhole ? 'unpriced' : 'unseen';
    const writes = faces.some((face) => face !== 'openai-embeddings');
    return inForce.some((price) => hasWhatIsNeeded(price, writes)) ? 'priced' : 'partly';
  };
  return { isPending: mayRead && prices.isPending, of };
}

async function readEvery(signal: AbortSignal): Promise<{ readonly rows: readonly Price[]; readonly isWhole: boolean }> {
  const rows: Price[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query = { limit: PAGE_ROWS, ...(cursor === null ? {} : { cursor }) };
    const answer: AnswerOf<'listPrices'> = await callOperation('listPrices', { query, signal });
    rows.push(...answer.rows);
    cursor = answer.next;
    if (cursor === null) return { rows, isWhole: true };
  }
  return { rows, isWhole: false };
}

function isInForce({ effectiveFrom, effectiveTo }: Price, nowMs: number): boolean {
  return Date.parse(effectiveFrom) <= nowMs && (effectiveTo === null || Date.parse(effectiveTo) > nowMs);
}

/** Embeddings write nothing, and need no price for it. */
function hasWhatIsNeeded({ nanodollarsPerMillionTokens: { inputUncached, outputVisible } }: Price, writes: boolean) {
  return inputUncached !== null && (!writes || outputVisible !== null);
}
