/** What somebody reported, of themselves or of others, without blame (requirement P6). */
export type Report = {
  readonly id: string;
  readonly about: 'mistake' | 'misuse';
  readonly words: string;
  readonly callId: string | null;
  readonly reporterKind: 'person' | 'service_account';
  readonly reporterId: string;
  /** The reporter is shown to nobody but themselves. */
  readonly unnamed: boolean;
  readonly state: 'received' | 'looked_at' | 'closed';
  readonly handledBy: string | null;
  /** What the reporter is told. */
  readonly answer: string | null;
};

const NEXT: Readonly<Record<Report['state'], readonly Report['state'][]>> = {
  received: ['looked_at', 'closed'],
  looked_at: ['looked_at', 'closed'],
  closed: [],
};

/** A report goes on and never back: what is closed stays closed, and a new report is made instead. */
export function canBecome(from: Report['state'], to: Report['state']): boolean {
  return NEXT[from].includes(to);
}
