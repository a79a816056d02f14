import { getRouteApi } from '@tanstack/react-router';
import { type RefObject, useRef, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { chooseModel } from './call-choice.tsx';
import type { CallSearch } from './call-search.ts';
import type { Rendered } from './template-dialog.tsx';
import { type Conversation, useConversation } from './use-conversation.ts';
import { type Inspection, useInspection } from './use-inspection.ts';

export type UseCaseRules = AnswerOf<'readMyRules'>['useCases'][number];

export type Bench = {
  readonly useCase: UseCaseRules | undefined;
  readonly model: string;
  readonly choose: (change: CallSearch) => void;
  /** The template that the address asks for. */
  readonly wishedTemplate: string | undefined;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly rendered: Rendered | null;
  readonly take: (rendered: Rendered) => void;
  readonly drop: () => void;
  readonly inspection: Inspection;
  /** Policy would refuse the text as it stands. */
  readonly isRefused: boolean;
  readonly conversation: Conversation;
  readonly send: () => Promise<void>;
  readonly input: RefObject<HTMLTextAreaElement | null>;
};

const route = getRouteApi('/workbench');

/** What is being written, for what, by which model, from which template. */
export function useBench(useCases: readonly UseCaseRules[]): Bench {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState('');
  const [rendered, setRendered] = useState<Rendered | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const useCase = useCases.find(({ id }) => id === search.useCase) ?? useCases[0];
  const model = chooseModel(useCase, search.model);
  const draft = { text, useCaseId: useCase?.id ?? '', model };
  const inspection = useInspection(draft);
  const conversation = useConversation();
  const choose = (change: CallSearch) => void navigate({ search: { ...search, ...change }, replace: true });

  const send = async () => {
    if (text.trim() === '' || conversation.running || useCase === undefined) return;
    const looked = await inspection.settle(draft).catch(() => undefined);
    if (looked?.policy?.decision === 'refuse') return;
    setText('');
    const template = rendered?.header ?? null;
    const system = rendered?.place === 'system' ? rendered.text : null;
    const through = await conversation.ask({ text, model, useCaseId: useCase.id, template, system });
    if (through && rendered?.place === 'user') setRendered(null);
    // What was refused comes back to be mended, unless something else is being written already.
    if (!through) setText((now) => (now === '' ? text : now));
    input.current?.focus();
  };

  const take = (one: Rendered) => {
    setRendered(one);
    if (one.place === 'user') setText(one.text);
    const { recommendedModel } = one;
    if (recommendedModel !== null && useCase?.models.includes(recommendedModel) === true)
      choose({ model: recommendedModel });
  };

  const isRefused = inspection.inspected?.policy?.decision === 'refuse' && !inspection.pending;
  const drop = () => setRendered(null);
  return {
    ...{
      useCase,
      model,
      choose,
      text,
      setText,
      rendered,
      take,
      drop,
      inspection,
      isRefused,
      conversation,
      send,
      input,
    },
    wishedTemplate: search.template,
  };
}
