export const CHART_WORDS = {
  asTable: 'As a table',
  asChart: 'As a chart',
  kind: 'chart; arrow keys read it value by value',
  day: 'Day',
} as const;
