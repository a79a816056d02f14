import type { RequestOf } from '../../src/client/operation-request.ts';
import type { AnswerOf, OperationId } from '../../src/contract/routes.ts';
import { queries } from './queries.ts';
import { operationQuery } from './use-operation.ts';

export type Ask = <Id extends OperationId>(id: Id, request: RequestOf<Id>) => void;

/** Asks what a page will ask as soon as it is known who is there: the answers are under way while it is drawn for the first time. */
export async function askEarly(questions: (visit: AnswerOf<'readVisit'>, ask: Ask) => void): Promise<void> {
  // Without an answer nothing is asked: the door says what is wrong.
  const visit = await queries.ensureQueryData(operationQuery('readVisit', {})).catch(() => undefined);
  if (visit !== undefined) questions(visit, (id, request) => void queries.prefetchQuery(operationQuery(id, request)));
}
