import { createControlClient } from '../../src/client/create-control-client.ts';
import { eventually } from './eventually.ts';
import type { HouseProcess } from './house-process.ts';

/** Takes the sample organisation's envelopes out of the way of calls: for tests of what holds where no budget is. */
export async function archiveEnvelopes({ client, address }: Pick<HouseProcess, 'client' | 'address'>): Promise<void> {
  for await (const { id } of client.rows('listEnvelopes', { query: { status: 'active' } })) {
    await client.call('archiveEnvelope', { params: { id } });
  }
  // A key that is known was published later: whoever knows it has heard of the envelopes too.
  const { secret } = await client.call('createApiKey', {
    body: { name: 'Without envelopes', owner: { kind: 'person', personId: 'sam' }, scopes: ['call'] },
  });
  const newcomer = createControlClient({ address, key: secret ?? '' });
  await eventually('the gateway without envelopes', () =>
    newcomer.call('readMe', {}).then(
      () => true,
      () => false,
    ),
  );
}
