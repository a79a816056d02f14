/** Whether a page hears what changes. */
export const LIVE_WORDS = {
  starting: '',
  live: 'Live',
  away: 'Not live, trying again',
  paused: 'Not live while you are away',
  updated: 'Updated just now',
  news: (count: number) => (count === 1 ? '1 new · show it' : `${count} new · show them`),
} as const;
