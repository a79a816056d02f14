import { useState } from 'react';

/** The moment at which this page was opened: a range that moved with every drawing would be asked for without end. */
export function useNow(): number {
  const [nowMs] = useState(() => Date.now());
  return nowMs;
}
