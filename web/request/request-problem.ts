import type { Problem } from '../../src/contract/problem.ts';

/** The server refused: everything it said of why, and what to do about it. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail === '' ? problem.title : problem.detail);
    this.problem = problem;
  }
}

/** Nobody answered, or not as Tokenward does: the network, or a restart. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The code of a refusal; undefined of anything else. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof RequestProblem ? error.problem.code : undefined;
}
