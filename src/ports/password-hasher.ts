/** Passwords as they may be kept. Both take tens of milliseconds, off the event loop, few at a time. */
export type PasswordHasher = {
  /** Null: too many ask at once. */
  readonly hash: (password: string) => Promise<string | null>;
  /** `busy`: too many ask at once. Takes as long when there is no hash: who asks cannot tell whom there is. */
  readonly matches: (password: string, hash: string | null) => Promise<boolean | 'busy'>;
};
