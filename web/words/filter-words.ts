export const FILTER_WORDS = {
  range: 'Time',
  ranges: {
    '7d': '7 days',
    '30d': '30 days',
    '90d': '90 days',
    month: 'This month',
    'last-month': 'Last month',
  },
} as const;
