import type { ProblemCode } from '../contract/control-codes.ts';
import { PROBLEMS } from '../contract/control-codes.ts';
import type { Problem } from '../contract/problem.ts';

/** The server refused: everything it said of why, and what to do about it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.title} ${problem.detail}`.trim());
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  /** The code, when it is one that this client's version knows. */
  get code(): ProblemCode | undefined {
    return isProblemCode(this.problem.code) ? this.problem.code : undefined;
  }
}

/** There was no answer, or none of a Tokenward server: the address, the network or the time is at fault. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
  readonly reason: 'unreachable' | 'timeout' | 'not_tokenward' | 'cut';

  constructor(reason: UnansweredError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
