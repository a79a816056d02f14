import type { AnswerOf } from '../../src/contract/routes.ts';
import { dayInWords } from '../figures/moment.tsx';
import { dayAt } from '../filters/calendar-days.ts';

type Balance = AnswerOf<'readEnvelope'>['balance'];

/** The first day of the next period, by the organisation's clock: periods begin at midnight there. */
export function beginsAnew({ periodEnd, timeZone }: Balance): string {
  return dayInWords(dayAt(Date.parse(periodEnd), timeZone));
}
