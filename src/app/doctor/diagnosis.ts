/** One thing that was looked at, in words for whoever runs the deployment. */
export type Diagnosis = {
  readonly check: string;
  /** `fault`: it does not work, or is not safe. `warning`: it works, and will not always. */
  readonly state: 'ok' | 'warning' | 'fault';
  readonly sentence: string;
  /** What to do; null where all is well. */
  readonly remedy: string | null;
};

export function ok(check: string, sentence: string): Diagnosis {
  return { check, state: 'ok', sentence, remedy: null };
}

/** What is wrong, and what to do about it. */
export type Trouble = { readonly sentence: string; readonly remedy: string };

export function warning(check: string, trouble: Trouble): Diagnosis {
  return { check, state: 'warning', ...trouble };
}

export function fault(check: string, trouble: Trouble): Diagnosis {
  return { check, state: 'fault', ...trouble };
}
