import type { Notice } from './notice.ts';

/** The page where a notice is answered or looked into, from the house's own address on; null where there is none. */
export function noticePage({ kind, envelopeId }: Pick<Notice, 'kind' | 'envelopeId'>): string | null {
  switch (kind) {
    case 'threshold':
    case 'fast_burn':
    case 'slow_burn':
    case 'exhaustion_forecast':
      return envelopeId === null ? '/budgets' : `/budgets/${encodeURIComponent(envelopeId)}`;
    case 'exception_expiring':
      return '/requests/new';
    case 'my_digest':
    case 'team_digest':
      return '/costs';
    case 'recognition':
    case 'my_recognition':
      return '/recognition';
    case 'my_queue':
      return '/';
    case 'contest_overdue':
      return '/contests';
    case 'suspense':
    case 'route_stepped_back':
    case 'test':
      return null;
  }
}

/** The same with the page's address at its end, for those who are told outside of the house; as it is where nobody said how the house is reached. */
export function withAddress(notice: Notice, houseAddress: string | null): Notice {
  const page = noticePage(notice);
  if (page === null || houseAddress === null) return notice;
  return { ...notice, words: `${notice.words}\n\n${houseAddress}${page}` };
}
