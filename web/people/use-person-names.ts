import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';

const PEOPLE_MAX = 500;

/** Names for ids, as far as one page of the directory has them; an id stands for itself otherwise. */
export function usePersonNames(): (id: string) => string {
  const mayRead = useMay()('control.read:directory');
  const { data } = useOperation('listPeople', { query: { limit: PEOPLE_MAX } }, { enabled: mayRead });
  const names = new Map((data?.rows ?? []).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
