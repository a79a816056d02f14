import { startPagesHouse, withStoreOf } from './house.ts';
import { plantCalls } from './plant-calls.ts';
import { type OrganisationSize, plantDirectory } from './plant-directory.ts';
import { plantEvidence } from './plant-evidence.ts';

const USUAL: Omit<OrganisationSize, 'calls'> = {
  people: 500,
  teams: 40,
  useCases: 60,
  auditEvents: 200_000,
  outcomes: 50_000,
};
const STEPS = { plantDirectory, plantCalls, plantEvidence };

/** Starts a house in a new folder, so that it plants its sample, and lets the sample grow; ends the house again. */
export async function plantOrganisation(
  folder: string,
  { port, calls }: { readonly port: number; readonly calls: number },
): Promise<void> {
  const house = await startPagesHouse({ folder, port });
  try {
    await withStoreOf(folder, async (pool) => {
      const client = await pool.connect();
      const nowMs = Date.now();
      try {
        for (const [name, step] of Object.entries(STEPS)) {
          const began = performance.now();
          await client.query(`begin; set local synchronous_commit = off; set local work_mem = '256MB'`);
          await step(client, { ...USUAL, calls }, nowMs);
          await client.query('commit');
          console.info(`${name}: ${Math.round((performance.now() - began) / 1000)} s`);
        }
        await client.query('drop schema planted cascade');
        await client.query('vacuum analyze');
      } finally {
        client.release(true);
      }
    });
  } finally {
    await house.stop();
  }
}
