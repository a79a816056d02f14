import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { renderSchema } from './render-schema.fixture.ts';

const schemaFile = fileURLToPath(new URL('../schema.sql', import.meta.url));
const heading = `-- What the migrations add up to, for reading and for reviewing; nothing runs this file.
-- Written by: TOKENWARD_WRITE_SCHEMA=1 node --test src/store/migrations/schema.test.ts

`;

describeOnEachEngine('schema.sql', (engine) => {
  it('is what the migrations add up to', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        const rendered = heading + (await renderSchema(pool));
        if (process.env['TOKENWARD_WRITE_SCHEMA'] === '1') await writeFile(schemaFile, rendered);
        assert.equal(rendered, await readFile(schemaFile, 'utf8'));
      },
      { engine },
    );
  });
});
