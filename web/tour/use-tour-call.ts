import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { operationQuery } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import type { Rendered } from '../workbench/template-dialog.tsx';
import { type Conversation, useConversation } from '../workbench/use-conversation.ts';
import { type Inspection, useInspection } from '../workbench/use-inspection.ts';

type UseCaseRules = AnswerOf<'readMyRules'>['useCases'][number];
export type RecordedCall = AnswerOf<'readMyRecord'>['calls'][number];

export type TourCall = {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly rendered: Rendered | null;
  readonly take: (rendered: Rendered | null) => void;
  readonly model: string;
  readonly inspection: Inspection;
  readonly isRefused: boolean;
  readonly conversation: Conversation;
  readonly send: () => Promise<void>;
  /** Null until it is recorded. */
  readonly recorded: RecordedCall | null;
};

const LOOKED_AGAIN_MS = 1_000;
const LOOKS_MAX = 20;

/** The call that the tour ends in: as the workbench makes one, and then its record. */
export function useTourCall(useCase: UseCaseRules): TourCall {
  const [text, setText] = useState('');
  const [rendered, setRendered] = useState<Rendered | null>(null);
  const model = useCase.models[0] ?? '';
  const draft = { text, useCaseId: useCase.id, model };
  const inspection = useInspection(draft);
  const conversation = useConversation();
  const recorded = useRecorded(conversation);
  const send = async () => {
    if (text.trim() === '' || conversation.running) return;
    const looked = await inspection.settle(draft).catch(() => undefined);
    if (looked?.policy?.decision === 'refuse') return;
    const template = rendered?.header ?? null;
    const system = rendered?.place === 'system' ? rendered.text : null;
    await conversation.ask({ text, model, useCaseId: useCase.id, template, system });
  };
  return {
    ...{ text, setText, rendered, model, inspection, conversation, send, recorded },
    take: (one) => {
      setRendered(one);
      setText(one?.place === 'user' ? one.text : '');
    },
    isRefused: inspection.inspected?.policy?.decision === 'refuse' && !inspection.pending,
  };
}

/** The record of the conversation's call, once it stands there; by that the tour is done. */
function useRecorded({ taskId, beganAt, turns }: Conversation): RecordedCall | null {
  const isAnswered = turns.some((turn) => turn.kind === 'answered' && turn.state !== 'running');
  const record = useQuery({
    ...operationQuery('readMyRecord', { query: { from: beganAt, calls: 10 } }),
    enabled: isAnswered,
    refetchInterval: ({ state }) =>
      find(state.data, taskId) === null && state.dataUpdateCount < LOOKS_MAX ? LOOKED_AGAIN_MS : false,
  });
  const call = find(record.data, taskId);
  const { mutate } = useWrite({
    carryOut: (callId: string) => callOperation('setMyTour', { body: { state: 'done', callId } }),
    changes: ['readMyTour'],
  });
  const callId = call?.callId;
  useEffect(() => {
    if (callId !== undefined) mutate(callId);
  }, [callId, mutate]);
  return call;
}

function find(record: AnswerOf<'readMyRecord'> | undefined, taskId: string): RecordedCall | null {
  const isOfTask = ({ fields }: RecordedCall): boolean =>
    fields.some(({ member, value }) => member === 'taskId' && value === taskId);
  return record?.calls.find(isOfTask) ?? null;
}
