import { OPERATIONS } from 'virtual:operations';
import type { Query } from '@tanstack/react-query';
import type { OperationId } from '../../src/contract/routes.ts';
import { addressAsked } from '../request/asked-address.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';

/** One answer that a page shows: what was asked, when it came, and its hash. */
export type Evidence = {
  readonly queryHash: string;
  /** Which page of a listing; 0 of whatever has one alone. */
  readonly page: number;
  readonly method: string;
  readonly address: string;
  readonly at: string;
  readonly hash: string;
};

/** What is asked for pages themselves, and not for what they show. */
const BESIDES: ReadonlySet<string> = new Set(['verifyAudit', 'readVisit']);

/** What the navigation counts on every page, unless the page shows it too. */
const COUNTED: ReadonlySet<string> = new Set([
  ...['listMyExceptions', 'listMyApprovals', 'listMyValidations', 'listMyTransfers'],
]);

export function isEvident(query: Query): boolean {
  const [id] = query.queryKey;
  if (!isOperation(id) || BESIDES.has(id) || query.state.data === undefined) return false;
  // What is asked with a body is reckoned anew each time, and cannot be asked by its address.
  if (OPERATIONS[id]?.[0] !== 'GET') return false;
  return !COUNTED.has(id) || query.getObserversCount() > 1;
}

/** Of one answer, or of each page of a listing; nothing of what was put together on the page from answers that others show. */
export async function evidenceOf(query: Query): Promise<readonly Evidence[]> {
  const [id] = query.queryKey;
  if (!isOperation(id)) return [];
  const { data, dataUpdatedAt } = query.state;
  const rows = answersOf(data).map(async (answer, page) => {
    const address = addressAsked(answer);
    return address === undefined
      ? []
      : [
          {
            queryHash: query.queryHash,
            page,
            method: OPERATIONS[id]?.[0] ?? '',
            address: location.origin + address,
            at: new Date(dataUpdatedAt).toISOString(),
            hash: await sha256(canonicalJson(withoutItsMoment(answer))),
          },
        ];
  });
  return (await Promise.all(rows)).flat();
}

function answersOf(data: unknown): readonly unknown[] {
  const pages: unknown = typeof data === 'object' && data !== null && 'pages' in data ? data.pages : undefined;
  return Array.isArray(pages) ? pages : [data];
}

/** When an answer was reckoned is another moment each time; its row tells it. */
function withoutItsMoment(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('asOf' in answer)) return answer;
  const { asOf: _moment, ...rest } = answer;
  return rest;
}

function isOperation(id: unknown): id is OperationId {
  return typeof id === 'string' && Object.hasOwn(OPERATIONS, id);
}
