import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { AT_MS, aRecord, EVERYTHING, withContent } from './content-house.fixture.ts';
import { vaultWith } from './content-vault.fixture.ts';
import { createContentStore } from './create-content-store.ts';

const DAY_MS = 86_400_000;
const page = { limit: 50, afterId: null };

describeOnEachEngine('kept content', (engine) => {
  it('is opened as it was kept, in parts, with what is known of it', async () => {
    await withContent(engine, async ({ store, kept }) => {
      const parts = [
        { direction: 'request', kind: 'system', text: 'Be brief. \0 \ud800 é 漢字' },
        { direction: 'answer', kind: 'assistant', text: 'x'.repeat(200_000) },
      ] as const;
      await kept(aRecord({ parts, tier: 3, dataClass: 'restricted' }));
      const { heads } = await store.heads(EVERYTHING, page);
      assert.equal(heads.length, 1);
      const [head] = heads;
      assert.ok(head !== undefined);
      assert.deepEqual(
        [head.callId, head.tier, head.dataClass, head.parts, head.atMs],
        ['call-1', 3, 'restricted', 2, AT_MS],
      );
      const opened = await store.open(head.id);
      assert.ok(opened.kind === 'opened');
      assert.equal(opened.parts[0]?.text, 'Be brief. \0 \ud800 é 漢字');
      assert.deepEqual(opened.parts[1], parts[1]);
      assert.deepEqual(await store.tiersWithin(EVERYTHING), [3]);
      assert.deepEqual(await store.open('019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11'), { kind: 'gone' });
    });
  });

  it('cannot be opened with another vault, after a bit was changed, or in the place of another record', async () => {
    await withContent(engine, async ({ pool, vault, store, kept }) => {
      await kept(aRecord({ callId: 'a' }), aRecord({ callId: 'b' }));
      const { heads } = await store.heads(EVERYTHING, page);
      const [one, other] = heads.map(({ id }) => id);
      assert.ok(one !== undefined && other !== undefined);
      const stranger = createContentStore({ pool, vault: vaultWith(new Map([['other', Buffer.alloc(32)]])) });
      assert.equal((await stranger.open(one)).kind, 'unreadable');
      assert.equal((await store.open(one)).kind, 'opened');
      await pool.query(
        'update tokenward.content_record set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where id = $1',
        [one],
      );
      assert.equal((await store.open(one)).kind, 'unreadable');
      await pool.query(
        `update tokenward.content_record set sealed = (select sealed from tokenward.content_record where id = $2) where id = $1`,
        [one, other],
      );
      await pool.query(
        `update tokenward.content_key set wrapped = (select wrapped from tokenward.content_key where record_id = $2) where record_id = $1`,
        [one, other],
      );
      assert.equal((await store.open(one)).kind, 'unreadable', 'bound to its own record and call');
      assert.ok(vault.currentKeyId);
    });
  });

  it('goes when its time is over, by use case and class, and stays where a hold is in force', async () => {
    await withContent(engine, async ({ store, kept, hold }) => {
      const old = AT_MS - 10 * DAY_MS;
      await kept(
        aRecord({ callId: 'old', atMs: old }),
        aRecord({ callId: 'held', atMs: old }),
        aRecord({ callId: 'new' }),
        aRecord({ callId: 'other class', atMs: old, dataClass: 'public' }),
      );
      await hold({ callId: 'held' });
      const than = { useCaseId: 'drafting', dataClass: 'internal', beforeMs: AT_MS - DAY_MS } as const;
      assert.deepEqual(await store.destroyOlder(than), { destroyed: 1, held: 1 });
      const calls = async () => (await store.heads(EVERYTHING, page)).heads.map(({ callId }) => callId).sort();
      assert.deepEqual(await calls(), ['held', 'new', 'other class']);
      await hold({ callId: 'held', state: 'lifted' });
      assert.deepEqual(await store.destroyOlder(than), { destroyed: 1, held: 0 });
      assert.deepEqual(await calls(), ['new', 'other class']);
    });
  });

  it('of one person goes whole with their key, others keep theirs, and what a hold keeps is said', async () => {
    await withContent(engine, async ({ pool, store, kept, hold }) => {
      const eve = { kind: 'person', personId: 'eve' } as const;
      const robot = { kind: 'service_account', serviceAccountId: 'sam' } as const;
      await kept(aRecord(), aRecord({ callId: 'held' }), aRecord({ owner: eve }), aRecord({ owner: robot }));
      await hold({ callId: 'held' });
      const sam = { kind: 'person', personId: 'sam' } as const;
      assert.deepEqual(await store.destroyOwner(sam, AT_MS + 1), { destroyed: 1, held: 1 });
      assert.equal((await store.heads({ ...EVERYTHING, personId: 'sam' }, page)).heads.length, 1);
      await hold({ callId: 'held', state: 'lifted' });
      assert.deepEqual(await store.destroyOwner(sam, AT_MS + 1), { destroyed: 1, held: 0 });
      const { rows } = await pool.query('select owner_kind, owner_id from tokenward.content_subject_key order by 1, 2');
      assert.deepEqual(rows, [
        { owner_kind: 'person', owner_id: 'eve' },
        { owner_kind: 'service_account', owner_id: 'sam' },
      ]);
      assert.deepEqual(await store.counts(sam), []);
      await kept(aRecord());
      assert.equal((await store.counts(sam))[0]?.records, 1, 'a person who goes on working has a new key');
    });
  });

  it('is opened as before after its keys were wrapped anew, without the old key of the vault', async () => {
    await withContent(engine, async ({ pool, vault, store, kept }) => {
      await kept(aRecord({ text: 'before' }));
      const both = vaultWith(
        new Map([
          ['vault-2', Buffer.alloc(32, 7)],
          ['vault-1', vault.secretOf('vault-1')],
        ]),
      );
      const turned = createContentStore({ pool, vault: both });
      assert.deepEqual(await turned.rewrap(), { rewrapped: 1, unknown: 0 });
      assert.deepEqual(await turned.rewrap(), { rewrapped: 0, unknown: 0 });
      const newOnly = createContentStore({ pool, vault: vaultWith(new Map([['vault-2', Buffer.alloc(32, 7)]])) });
      const [head] = (await newOnly.heads(EVERYTHING, page)).heads;
      const opened = await newOnly.open(head?.id ?? '');
      assert.ok(opened.kind === 'opened');
      assert.equal(opened.parts[0]?.text, 'before');
      assert.equal((await store.open(head?.id ?? '')).kind, 'unreadable');
      assert.deepEqual(await store.rewrap(), { rewrapped: 0, unknown: 1 });
    });
  });

  it('is paged without a gap, newest first, and a scope that says nothing holds nothing', async () => {
    await withContent(engine, async ({ store, kept }) => {
      const calls = Array.from({ length: 7 }, (_, at) => `call-${at}`);
      await kept(...calls.map((callId, at) => aRecord({ callId, atMs: AT_MS + at })));
      const seen: string[] = [];
      let afterId: string | null = null;
      do {
        const found: Awaited<ReturnType<typeof store.heads>> = await store.heads(EVERYTHING, { limit: 3, afterId });
        seen.push(...found.heads.map(({ callId }) => callId));
        afterId = found.nextAfterId;
      } while (afterId !== null);
      assert.deepEqual(seen, calls.toReversed());
      assert.deepEqual((await store.heads({ ...EVERYTHING, fromMs: null }, page)).heads, []);
    });
  });
});
