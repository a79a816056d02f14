import type { ControlClient } from '../../src/client/create-control-client.ts';

/** What people begin and the sample has none of, so that its pages have one to show: a programme, a board, a source, a workflow. */
export async function plantBegun(client: ControlClient): Promise<void> {
  const { rows } = await client.call('listProgrammes', { query: { limit: 1 } });
  if (rows.length > 0) return;
  await client.call('createProgramme', {
    body: {
      ...{ id: 'spring', name: 'Spring' },
      charter: { question: 'What holds?', measure: 'defects that escape', target: 'half', ownerPersonId: 'ines' },
    },
  });
  await client.call('createLeaderboard', { body: { id: 'tokens', name: 'Token legends' } });
  await client.call('createSource', {
    body: {
      ...{ id: 'forge', kind: 'github', name: 'Forge' },
      secrets: [{ kind: 'environment', variable: 'FORGE_WEBHOOK_SECRET' }],
      rules: [{ what: 'pull_request', typeId: 'defects_prevented' }],
    },
  });
  await client.call('createWorkflow', {
    body: {
      ...{ id: 'order-status', name: 'Order status', useCaseId: 'drafting' },
      parameters: [{ name: 'order', max: 20 }],
      answer: 'Order {{order}} is on its way.',
    },
  });
}
