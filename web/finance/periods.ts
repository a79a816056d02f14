/** Periods that can be asked for: the newest months, then quarters, then years, as the wire names them. */
export type PeriodChoice = { readonly value: string; readonly label: string };

const MONTHS = 13;
const QUARTERS = 5;
const YEARS = 2;
const MONTH_NAME = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export function periodsAt(nowMs: number): readonly PeriodChoice[] {
  const now = new Date(nowMs);
  const year = now.getFullYear();
  const month = now.getMonth();
  const months = Array.from({ length: MONTHS }, (_, back) => {
    const first = new Date(Date.UTC(year, month - back, 1));
    return { value: first.toISOString().slice(0, 7), label: MONTH_NAME.format(first) };
  });
  const quarters = Array.from({ length: QUARTERS }, (_, back) => {
    const number = Math.floor(month / 3) - back + 4 * YEARS;
    const name = `${year - YEARS + Math.floor(number / 4)}-Q${(number % 4) + 1}`;
    return { value: name, label: name.replace('-', ' ') };
  });
  const years = Array.from({ length: YEARS }, (_, back) => ({ value: `${year - back}`, label: `${year - back}` }));
  return [...months, ...quarters, ...years];
}

export function monthAt(nowMs: number, back = 0): string {
  return periodsAt(nowMs)[back]?.value ?? '';
}

export const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/;
export const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
