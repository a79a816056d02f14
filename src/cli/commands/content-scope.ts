import type { Command } from 'commander';
import { readRange } from '../connection/read-range.ts';

export type ScopeOptions = {
  readonly person?: string;
  readonly useCase?: string;
  readonly call?: string;
  readonly last?: string;
  readonly from?: string;
  readonly to?: string;
};

/** The options by which a command says which content it means. */
export function addScopeOptions(command: Command): Command {
  return command
    .option('--person <id>', 'of this person')
    .option('--use-case <id>', 'of this use case')
    .option('--call <id>', 'of this call')
    .option('--last <span>', 'of the last 24h, 7d, 12w')
    .option('--from <moment>', 'from this moment on')
    .option('--to <moment>', 'before this moment');
}

type WireScope = {
  readonly personId?: string;
  readonly useCaseId?: string;
  readonly callId?: string;
  readonly from?: string;
  readonly to?: string;
};

/** The scope that the options say; members that were not named are left out. */
export function readScope(options: ScopeOptions): WireScope {
  const { person, useCase, call } = options;
  return {
    ...(person === undefined ? {} : { personId: person }),
    ...(useCase === undefined ? {} : { useCaseId: useCase }),
    ...(call === undefined ? {} : { callId: call }),
    ...readRange(options),
  };
}
