import type { ClientBase, QueryResultRow } from 'pg';

const ROWS_AT_ONCE = 2_000;

/** Rows of a statement a few at a time, within the transaction of the client: however many there are, few stand in memory. */
export async function* streamRows<Row extends QueryResultRow>(
  client: ClientBase,
  statement: { readonly cursor: string; readonly text: string; readonly values: readonly unknown[] },
): AsyncGenerator<Row> {
  const { cursor, text, values } = statement;
  await client.query(`declare ${cursor} no scroll cursor for ${text}`, [...values]);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${ROWS_AT_ONCE} from ${cursor}`);
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query(`close ${cursor}`);
}
