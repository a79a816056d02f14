import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';

const PEOPLE_MAX = 500;

/** One page of the directory, from which names stand for ids; who may not read it waits for nothing. */
export function usePeople(): { readonly isPending: boolean; readonly data: People['data'] } {
  const mayRead = useMay()('control.read:directory');
  const { isPending, data } = useOperation('listPeople', { query: { limit: PEOPLE_MAX } }, { enabled: mayRead });
  return { isPending: mayRead && isPending, data };
}

type People = UseQueryResult<AnswerOf<'listPeople'>>;

/** A name for an id, as far as that page has it; an id stands for itself otherwise. */
export function usePersonNames(): (id: string) => string {
  const { data } = usePeople();
  const names = new Map((data?.rows ?? []).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
