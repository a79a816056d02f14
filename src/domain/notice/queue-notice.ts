import { type Notice, noticeId } from './notice.ts';

const DAY_MS = 86_400_000;

/** What waits for one person's word. */
export type Waiting = {
  readonly validations: number;
  /** Of the first validation; null: there is none. */
  readonly soonestDueMs: number | null;
  /** Days on which somebody's tokens on a raw board were far above what is usual. */
  readonly bursts: number;
  /** Proposals to make one of two assets, or one of many prompts. */
  readonly merges: number;
  /** Versions of assets that wait for the owner of their use case. */
  readonly versions: number;
};

export const NOTHING_WAITS: Waiting = { validations: 0, soonestDueMs: null, bursts: 0, merges: 0, versions: 0 };

/** What one person is told who has not answered yet: once a day at most, however much waits. */
export function queueNotice(personId: string, waiting: Waiting, nowMs: number): Notice {
  const about = {
    kind: 'my_queue',
    envelopeId: null,
    periodStartMs: nowMs - (nowMs % DAY_MS),
    threshold: personId,
  } as const;
  const { validations, soonestDueMs, bursts, merges, versions } = waiting;
  const day = soonestDueMs === null ? null : new Date(soonestDueMs).toISOString().slice(0, 10);
  const lines = [
    ...(validations === 0
      ? []
      : [
          `${counted(validations, 'outcome waits', 'outcomes wait')} for your word, the first until ${day ?? 'soon'}; then somebody else is drawn. It stands under Requests.`,
        ]),
    ...(bursts === 0
      ? []
      : [
          `${counted(bursts, 'day of far more tokens than usual waits', 'days of far more tokens than usual wait')} to be looked at: "tokenward programmes bursts".`,
        ]),
    ...(merges === 0
      ? []
      : [
          `${counted(merges, 'proposal to make one of what is nearly the same waits', 'proposals to make one of what is nearly the same wait')} for a yes or no, under Merge proposals.`,
        ]),
    ...(versions === 0
      ? []
      : [
          `${counted(versions, 'version for the library waits', 'versions for the library wait')} for you to approve or decline, under Library.`,
        ]),
  ];
  return {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: `${counted(validations + bursts + merges + versions, 'thing waits', 'things wait')} for your word`,
    words: lines.join(' '),
    detail: { validations, bursts, merges, versions, soonestDue: day },
    raisedAtMs: nowMs,
  };
}

function counted(many: number, one: string, more: string): string {
  return many === 1 ? `One ${one}` : `${many} ${more}`;
}
