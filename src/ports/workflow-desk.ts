import type { ParameterValues } from '../domain/library/fill-template.ts';
import type { Workflow } from '../domain/library/workflow.ts';

/** What came of carrying out a workflow's work. */
export type WorkflowResult =
  /** `text` stands for `{{result}}`; empty where the work is static. */
  | { readonly kind: 'done'; readonly text: string }
  /** `why` is for the caller: it names no address and repeats no value. `detail` is for the log. */
  | { readonly kind: 'failed'; readonly why: string; readonly detail: string };

/** Carries out what workflows say. Every wait has a limit; nothing is sent to a host, or read from a view, that the settings do not allow. */
export type WorkflowDesk = {
  readonly carryOut: (workflow: Workflow, values: ParameterValues) => Promise<WorkflowResult>;
  /** The median of what calls of a use case cost lately, decimal nanodollars; null: not known. Answers at once. */
  readonly usualCost: (useCaseId: string) => string | null;
};
