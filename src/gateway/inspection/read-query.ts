import type { RequestUnit, TextPart } from '../../ports/request-parts.ts';

/**
 * The query of a call as a text: it travels to the upstream as it came, so it is inspected as the body is. It is not
 * written anew; what would have to be taken out of it is refused.
 */
export function readQuery(query: string): readonly RequestUnit[] {
  if (query.length < 2) return [];
  const part: TextPart = {
    path: 'query',
    kind: 'metadata',
    text: query,
    start: 0,
    end: 0,
    sealed: true,
    encoded: false,
    toLiteral: (text) => text,
  };
  return [{ start: 0, end: 0, read: () => ({ texts: [part], media: [] }) }];
}
