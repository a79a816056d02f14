import type { Pool, PoolClient } from 'pg';
import { migrationTables, storeSchema } from './migrate-store.ts';
import {
  readColumns,
  readConstraints,
  readFunctions,
  readIndexes,
  readRelations,
  readTriggers,
  readTypes,
  type SchemaLine,
  type SchemaRelation,
} from './read-schema.ts';

const heading =
  '-- The store as the migrations leave it, read back from the database. Written by a command, never by hand:\n' +
  '-- UPDATE_SCHEMA=1 node --test src/store/migration/schema.test.ts';

/**
 * The schema as text: tables with their columns, constraints, indexes and triggers, then sequences, views, types and functions.
 * The same migrations give the same text, byte for byte, on every engine; the migrator's own books are left out.
 */
export async function describeSchema(pool: Pool): Promise<string> {
  const client = await pool.connect();
  try {
    // One snapshot; with an empty search path PostgreSQL prints each name with its schema.
    await client.query(`begin isolation level repeatable read read only; set local search_path to ''`);
    const sections = await readSections(client);
    return `${[heading, ...sections].join('\n\n')}\n`;
  } finally {
    // Closed, not reused: whatever happened, its transaction ends here.
    client.release(true);
  }
}

async function readSections(client: PoolClient): Promise<readonly string[]> {
  const relations = (await readRelations(client)).filter(({ name }) => !migrationTables.includes(name));
  const columns = groupLines(await readColumns(client));
  const constraints = groupLines(await readConstraints(client));
  const indexes = groupLines(await readIndexes(client));
  const triggers = groupLines(await readTriggers(client));
  const described = relations.map((relation) => [
    describeRelation(relation, [...(columns.get(relation.name) ?? []), ...(constraints.get(relation.name) ?? [])]),
    ...(indexes.get(relation.name) ?? []),
    ...(triggers.get(relation.name) ?? []),
  ]);
  return [
    ...described.map((lines) => lines.join('\n')),
    ...(await readTypes(client)).map(({ line }) => line),
    ...(await readFunctions(client)).map(({ line }) => line),
  ];
}

function describeRelation(relation: SchemaRelation, parts: readonly string[]): string {
  const name = `${storeSchema}.${relation.name}`;
  switch (relation.kind) {
    case 'table':
      return `${relation.heading} ${name} (\n${parts.map((part) => `  ${part}`).join(',\n')}\n)${relation.tail};`;
    case 'partition':
    case 'sequence':
    case 'view':
      return `${relation.heading} ${name}${relation.tail};`;
  }
}

function groupLines(lines: readonly SchemaLine[]): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>();
  for (const { relation, line } of lines) {
    grouped.set(relation, [...(grouped.get(relation) ?? []), line]);
  }
  return grouped;
}
