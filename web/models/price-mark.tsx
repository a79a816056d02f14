import { Mark } from '../states/mark.tsx';
import { MODEL_WORDS } from '../words/model-words.ts';
import type { PriceState } from './use-price-states.ts';

/** Whether calls of a model can be priced: those that cannot are refused wherever a budget has to be held. */
export function PriceMark({ state }: { readonly state: PriceState }) {
  switch (state) {
    case 'priced':
      return <Mark tone="good">{MODEL_WORDS.priced}</Mark>;
    case 'partly':
      return <Mark tone="warn">{MODEL_WORDS.partly}</Mark>;
    case 'unpriced':
      return <Mark tone="stop">{MODEL_WORDS.unpriced}</Mark>;
    case 'unseen':
      return null;
  }
}
