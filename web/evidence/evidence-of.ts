import { OPERATIONS } from 'virtual:operations';
import type { Query } from '@tanstack/react-query';
import type { OperationId } from '../../src/contract/routes.ts';
import { addressOf } from '../request/call-operation.ts';
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
const COUNTED: ReadonlySet<string> = new Set(['listMyExceptions', 'listMyApprovals', 'listMyValidations']);

export function isEvident(query: Query): boolean {
  const [id] = query.queryKey;
  if (!isOperation(id) || BESIDES.has(id) || query.state.data === undefined) return false;
  return !COUNTED.has(id) || query.getObserversCount() > 1;
}

/** Of one answer, or of each page of a listing. */
export async function evidenceOf(query: Query): Promise<readonly Evidence[]> {
  const [id, asked] = query.queryKey;
  if (!isOperation(id)) return [];
  const { data, dataUpdatedAt } = query.state;
  const common = {
    queryHash: query.queryHash,
    method: OPERATIONS[id]?.[0] ?? '',
    at: new Date(dataUpdatedAt).toISOString(),
  };
  return Promise.all(
    pagesOf(data).map(async ({ answer, cursor }, page) => ({
      ...common,
      page,
      address: location.origin + addressOf(id, requestOf(asked, cursor)),
      hash: await sha256(canonicalJson(answer)),
    })),
  );
}

type Page = { readonly answer: unknown; readonly cursor: unknown };

function pagesOf(data: unknown): readonly Page[] {
  if (typeof data !== 'object' || data === null || !('pages' in data) || !('pageParams' in data))
    return [{ answer: data, cursor: undefined }];
  const { pages, pageParams } = data;
  if (!Array.isArray(pages) || !Array.isArray(pageParams)) return [];
  return pages.map((answer: unknown, index) => ({ answer, cursor: pageParams[index] ?? null }));
}

const PAGE_ROWS = 50;

/** A listing's query as `usePages` asks it: with its page. */
function requestOf(asked: unknown, cursor: unknown) {
  const { params, query } = membersOf(asked);
  if (cursor === undefined) return { params, query };
  const page = { limit: PAGE_ROWS, ...(cursor === null ? {} : { cursor }) };
  const own = params === undefined && query === undefined ? membersOf(asked) : membersOf(query);
  return { params, query: { ...own, ...page } };
}

function membersOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function isOperation(id: unknown): id is OperationId {
  return typeof id === 'string' && Object.hasOwn(OPERATIONS, id);
}
