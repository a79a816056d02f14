import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Command } from 'commander';
import { addLibraryCommands } from '../../../src/cli/commands/library.ts';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse } from './control-house.ts';

const ASSET = 'name: Notes\nuseCaseId: summaries\nstarterRoles: [everyone]\n';
const FIRST =
  '---\nplace: system\nparameters:\n  - name: reader\n    kind: choice\n    choices: [the team, the board]\n    default: the team\n---\n' +
  'Write for {{reader}}.\n\n---\nBe brief.\n';

describe('the library as files', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let key: string;
  const folder = mkdtempSync(join(tmpdir(), 'library-'));
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    key = join(folder, 'key');
    writeFileSync(key, await house.makeKey(EVERY_SCOPE));
    const useCase = { id: 'summaries', name: 'Summaries', category: 'drafting', tier: 1 as const, modelStack: [] };
    await ada.call('createUseCase', { body: { ...useCase, ownerPersonId: 'ada' } });
  });
  after(async () => {
    await house.close();
    rmSync(folder, { recursive: true });
  });

  const run = async (...args: readonly string[]): Promise<string> => {
    const written: string[] = [];
    const program = new Command().exitOverride();
    addLibraryCommands(program, { write: (text) => void written.push(text), version: '0' });
    await program.parseAsync(['library', ...args, '--address', house.address, '--key-file', key], { from: 'user' });
    return written.join('\n');
  };
  const put = (place: string, text: string): void => {
    mkdirSync(join(folder, place, '..'), { recursive: true });
    writeFileSync(join(folder, place), text);
  };

  test('a folder is imported once, and importing it again changes nothing', async () => {
    put('in/notes/asset.yaml', ASSET);
    put('in/notes/v1.md', FIRST);
    const out = await run('import', join(folder, 'in'));
    assert.equal(out, 'notes is new\nnotes@1 is written\nnotes@1 is published');
    assert.match(await run('import', join(folder, 'in')), /^Nothing is new: 1 assets/);
    const version = await ada.call('readLibraryVersion', { params: { id: 'notes', version: 1 } });
    assert.equal(version.text, 'Write for {{reader}}.\n\n---\nBe brief.', 'a line of --- in the text is the text’s');
  });

  test('what is exported reads the same, with labels and lineage, and imports into an empty house of the same people', async () => {
    await ada.call('approveLibraryVersion', { params: { id: 'notes', version: 1 } });
    await ada.call('labelLibraryAsset', { params: { id: 'notes' }, body: { label: 'production', version: 1 } });
    await run('fork', 'notes', '--id', 'a-fork', '--name', 'A fork');
    assert.match(await run('export', join(folder, 'out')), /^Wrote 2 assets with 2 versions/);
    assert.match(await run('import', join(folder, 'out')), /^Nothing is new: 2 assets/);
    const other = await openControlHouse();
    try {
      const admin = await other.admin();
      const useCase = { id: 'summaries', name: 'Summaries', category: 'drafting', tier: 1 as const, modelStack: [] };
      await admin.call('createUseCase', { body: useCase });
      const otherKey = join(folder, 'other-key');
      writeFileSync(otherKey, await other.makeKey(EVERY_SCOPE));
      const written: string[] = [];
      const program = new Command().exitOverride();
      addLibraryCommands(program, { write: (text) => void written.push(text), version: '0' });
      const there = ['--address', other.address, '--key-file', otherKey];
      await assert.rejects(
        program.parseAsync(['library', 'import', join(folder, 'out'), ...there], { from: 'user' }),
        /notes\/asset\.yaml:\d+:\d+ {2}Version 1 of "notes" is not approved/,
        'approval is nobody’s to import',
      );
      assert.deepEqual(written.join('\n').split('\n'), [
        'notes is new',
        'notes@1 is written',
        'notes@1 is published',
        'a-fork is new, forked from notes@1',
      ]);
    } finally {
      await other.close();
    }
  });

  test('faults are told with file and line, and a fault of form changes nothing', async () => {
    put('bad/one/asset.yaml', 'name: One\nuseCaseId: summaries\ncolour: red\n');
    put('bad/one/v1.md', '---\nplace: somewhere\n---\nText\n');
    put('bad/two/asset.yaml', 'name: Two\nuseCaseId: summaries\n');
    put('bad/two/v1.md', 'No head at all\n');
    await assert.rejects(run('import', join(folder, 'bad')), (error: Error) => {
      for (const part of [
        /one\/asset\.yaml:3:1 {2}colour/,
        /one\/v1\.md:2:8 {2}place/,
        /two\/v1\.md:1:1 {2}the file does not begin/,
      ])
        assert.match(error.message, part);
      return /Nothing was imported\.$/.test(error.message);
    });
    put('bad/one/asset.yaml', 'name: One\nuseCaseId: summaries\n');
    put('bad/one/v1.md', '---\nparameters:\n  - name: who\n---\nHello {{whom}}\n');
    put('bad/two/v1.md', '---\n---\nFine\n');
    await assert.rejects(run('import', join(folder, 'bad')), /one\/v1\.md:5:1 {2}\{\{whom\}\} stands in the text/);
    assert.equal(
      (await ada.call('readLibraryVersion', { params: { id: 'two', version: 1 } })).text,
      'Fine',
      'the rest is in',
    );
  });

  test('a published version that reads otherwise is a fault, and the next one is written', async () => {
    put('in/notes/asset.yaml', `${ASSET}labels: { production: 1 }\n`);
    put('in/notes/v1.md', FIRST.replace('brief', 'brief!'));
    await assert.rejects(
      run('import', join(folder, 'in')),
      /v1\.md:9:1 {2}notes@1 is published and says something else/,
    );
    put('in/notes/v1.md', FIRST);
    put('in/notes/v2.md', FIRST.replace('brief', 'brief!'));
    assert.match(await run('import', join(folder, 'in')), /notes@2 is published/);
    const draft = join(folder, 'in/notes/v2.md');
    assert.match(await run('draft', 'notes', draft), /notes@3 is a draft/);
    assert.equal(readFileSync(draft, 'utf8').includes('brief!'), true);
  });

  test('people list, show, render and look at reuse', async () => {
    assert.match(await run('list'), /notes .*production 1/);
    assert.match(await run('show', 'notes', '--at', '2'), /meant for +internal content at most[\s\S]*Be brief!/);
    assert.equal(await run('render', 'notes', '--set', 'reader=the board'), 'Write for the board.\n\n---\nBe brief.');
    assert.match(await run('starter'), /notes/);
    assert.match(await run('reuse'), /notes +- +0/);
    assert.match(await run('deprecate', 'notes', '--reason', 'old', '--successor-id', 'a-fork'), /deprecated: old/);
  });
});
