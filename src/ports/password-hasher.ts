/** Passwords as they may be kept. Both take tens of milliseconds, off the event loop, few at a time; `busy` is beyond that. */
export type PasswordHasher = {
  readonly hash: (password: string) => Promise<string | 'busy'>;
  /** Takes as long when there is no hash: who asks cannot tell whom there is. */
  readonly matches: (password: string, hash: string | null) => Promise<boolean | 'busy'>;
};
