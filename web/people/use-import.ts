import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { NoAnswer, RequestProblem } from '../request/request-problem.ts';
import { forget } from '../request/use-operation.ts';
import { IMPORT_WORDS, STATE_OF_SILENCE } from '../words/people-words.ts';
import { inTurns, type PlannedPerson, planImport, type TeamNames } from './plan-import.ts';
import type { CsvPerson } from './read-people-csv.ts';

export type Import = {
  readonly plan: readonly PlannedPerson[] | null;
  /** Lines that were worked on; null while nothing is under way. */
  readonly done: number | null;
  readonly error: Error | null;
  readonly look: (lines: readonly CsvPerson[], teams: TeamNames) => Promise<void>;
  readonly carryOut: () => Promise<void>;
  readonly forget: () => void;
};

/** A list of people on its way in: looked at first, then added line by line, each once however often it is pressed. */
export function useImport(): Import {
  const queries = useQueryClient();
  const [plan, setPlan] = useState<readonly PlannedPerson[] | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  // A name for each line, kept until it is refused, so that a line sent twice adds one person.
  const names = useRef(new Map<number, string>());
  const isUnderWay = useRef(false);

  const once = async (work: () => Promise<void>) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setDone(0);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new NoAnswer(IMPORT_WORDS.empty));
    } finally {
      isUnderWay.current = false;
      setDone(null);
    }
  };

  const addOne = async (person: PlannedPerson): Promise<PlannedPerson> => {
    if (person.verdict !== 'create' && person.verdict !== 'failed') return person;
    const idempotencyKey = names.current.get(person.line) ?? newWriteName();
    names.current.set(person.line, idempotencyKey);
    const { id, name, email, teamId } = person;
    try {
      await callOperation('createPerson', { body: { id, name, email, teamId }, idempotencyKey });
      return { ...person, verdict: 'done', why: null };
    } catch (thrown) {
      if (thrown instanceof RequestProblem) names.current.delete(person.line);
      return {
        ...person,
        verdict: 'failed',
        why: thrown instanceof RequestProblem ? thrown.message : STATE_OF_SILENCE,
      };
    } finally {
      setDone((before) => (before ?? 0) + 1);
    }
  };

  return {
    plan,
    done,
    error,
    look: (lines, teams) => once(async () => setPlan(await planImport(lines, teams))),
    carryOut: () =>
      once(async () => {
        setPlan(await inTurns(plan ?? [], addOne));
        await forget(queries, ['listDirectory', 'listPeople']);
      }),
    forget: () => setPlan(null),
  };
}
