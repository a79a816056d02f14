import type { Model } from '../../domain/catalog/upstream.ts';
import { fillTemplate, type ParameterValues } from '../../domain/library/fill-template.ts';
import { readParameters } from '../../domain/library/read-parameters.ts';
import { type RegisteredWorkflow, workflowIdOf } from '../../domain/library/workflow.ts';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { Dialect } from '../../ports/dialect.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { AnswerAtHand } from '../caching/give-answer.ts';
import type { Gateway } from '../gateway.ts';
import type { OpenedCall } from './describe-call.ts';
import type { ReadRequest } from './read-request.ts';

export type WorkflowCall = {
  readonly call: OpenedCall;
  readonly snapshot: Snapshot;
  readonly dialect: Dialect;
  /** As policy left it: what was redacted is redacted for a workflow too. */
  readonly request: ReadRequest;
  /** The workflow's, unless a rule sends the call elsewhere. */
  readonly model: Model;
};

/** Carries out the workflow that the call names and writes its answer in the shape of the caller's API. */
export async function answerByWorkflow(
  gateway: Pick<Gateway, 'workflows' | 'log'>,
  asked: WorkflowCall,
): Promise<AnswerAtHand | Refusal> {
  const id = workflowIdOf(asked.model.id);
  if (id === null) {
    const why = `A rule of the policy lets only models such as "${asked.model.id}" answer calls like this one. Name that one.`;
    return refuse('model_not_allowed', why, ['workflow.route-only']);
  }
  const registered = asked.snapshot.workflows?.get(id);
  const { composeAnswer } = asked.dialect;
  if (registered === undefined || composeAnswer === null)
    return refuse('face_unsupported', `The workflow "${id}" does not answer at this API.`);
  const { workflow } = registered;
  const read = readParameters(workflow, lastWords(asked));
  if (read.kind === 'faults') return refuse('workflow_parameters', read.why, [`workflow.${id}`]);
  const result = await gateway.workflows.carryOut(workflow, read.values);
  if (result.kind === 'failed') {
    gateway.log('warn', 'workflow.failed', { callId: asked.call.callId, workflowId: id, detail: result.detail });
    return refuse('workflow_failed', `The workflow "${id}" could not answer: ${result.why}`, [`workflow.${id}`]);
  }
  const text = fillTemplate(workflow.answer, withResult(read.values, result.text));
  return compose(gateway, asked, { registered, text, composeAnswer });
}

function compose(
  gateway: Pick<Gateway, 'workflows'>,
  { call, request }: WorkflowCall,
  written: {
    readonly registered: RegisteredWorkflow;
    readonly text: string;
    readonly composeAnswer: NonNullable<Dialect['composeAnswer']>;
  },
): AnswerAtHand {
  const { registered, text, composeAnswer } = written;
  const { workflow, version } = registered;
  const { model, stream } = request.facts;
  const answer = { id: call.callId.replaceAll('-', ''), model, text, atMs: call.openedAtMs };
  return {
    contentType: stream ? 'text/event-stream; charset=utf-8' : 'application/json',
    body: composeAnswer(answer, stream ? 'stream' : 'json'),
    answeredBy: 'workflow',
    cacheStatus: null,
    cacheAgeMs: null,
    answeredAs: `${workflow.id}@${version}`,
    avoided: {
      kind: 'known',
      nanodollars: workflow.baselineNanodollars ?? gateway.workflows.usualCost(workflow.useCaseId),
    },
  };
}

function withResult(values: ParameterValues, result: string): ParameterValues {
  return new Map([...values, ['result', result]]);
}

/** What the user said last: the texts of the last stretch of the body that holds any of theirs. */
function lastWords({ dialect, request }: WorkflowCall): string {
  for (const unit of dialect.readParts(request).toReversed()) {
    const said = unit.read().texts.filter(({ kind }) => kind === 'user');
    if (said.length > 0) return said.map(({ text }) => text).join('\n');
  }
  return '';
}
