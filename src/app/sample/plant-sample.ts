import { createApiKey } from '../../control/api-keys.ts';
import type { ControlContext } from '../../control/control-context.ts';
import type { ApiKey } from '../../domain/identity/directory.ts';
import type { KeyScope } from '../../domain/identity/key-grant.ts';
import type { Actor, ControlStore, Noun, Nouns } from '../../ports/control-store.ts';
import { sha256 } from '../clock/system-clock.ts';
import { readPriceSeed } from './price-seed.ts';
import { type SampleUpstreams, sampleModels, sampleUpstreams } from './sample-catalogue.ts';
import {
  SAMPLE_COST_CENTRES,
  SAMPLE_PEOPLE,
  SAMPLE_PROJECTS,
  SAMPLE_SERVICE_ACCOUNTS,
  SAMPLE_TEAMS,
} from './sample-directory.ts';
import { SAMPLE_ENVELOPES } from './sample-envelopes.ts';
import { SAMPLE_ASSET_VERSIONS, SAMPLE_ASSETS } from './sample-library.ts';
import { samplePolicy } from './sample-policy.ts';
import { SAMPLE_USE_CASES } from './sample-use-cases.ts';
import { SAMPLE_WORKFLOWS, sampleApprovals } from './sample-workflows.ts';

const SYSTEM: Actor = { kind: 'system', id: 'first-start', keyId: null, requestId: 'first-start' };
const ALL_SCOPES: readonly KeyScope[] = [
  'call',
  'control.read',
  'control.write',
  'audit.read',
  'content.read',
  'content.manage',
  'approve',
  'decide',
  'finance',
  'scim',
];

/** Puts the sample organisation into an empty store, in one transaction. Rows that are there already stay as they are. */
export async function plantSample(store: ControlStore, upstreams: SampleUpstreams): Promise<void> {
  const policy = await samplePolicy();
  return store.write(SYSTEM, async (unit) => {
    let planted = 0;
    const plant = async <N extends Noun>(noun: N, rows: readonly Nouns[N][]): Promise<void> => {
      for (const row of rows) {
        const result = await unit.put(noun, row, { managedBy: 'sample', expectedRevision: null });
        if (result === 'inserted') planted += 1;
      }
    };
    await plant('cost_centre', SAMPLE_COST_CENTRES);
    // A team names its manager and a person their team: the store looks at the end of the transaction.
    await plant('team', SAMPLE_TEAMS);
    await plant('person', SAMPLE_PEOPLE);
    await plant('project', SAMPLE_PROJECTS);
    await plant('service_account', SAMPLE_SERVICE_ACCOUNTS);
    await plant('upstream', sampleUpstreams(upstreams));
    await plant('model', sampleModels(readPriceSeed()));
    await plant('use_case', SAMPLE_USE_CASES);
    await plant('envelope', SAMPLE_ENVELOPES);
    await plant('workflow', SAMPLE_WORKFLOWS);
    await plant('workflow_approval', sampleApprovals(sha256));
    await plant('library_asset', SAMPLE_ASSETS);
    await plant('library_version', SAMPLE_ASSET_VERSIONS);
    await plant('policy_version', [policy]);
    if (planted > 0)
      await unit.audit({ type: 'sample.planted', subject: 'organisation:sample', detail: { rows: planted } });
  });
}

/** The simulation listens where it can; the sample's upstreams follow it. A row that a person changed is left alone. */
export async function pointSampleAt(store: ControlStore, upstreams: SampleUpstreams): Promise<void> {
  for (const wanted of sampleUpstreams(upstreams)) {
    const stored = await store.get('upstream', wanted.id);
    if (stored === undefined || stored.managedBy !== 'sample' || stored.row.baseUrl === wanted.baseUrl) continue;
    await store.write(SYSTEM, async (unit) => {
      await unit.put(
        'upstream',
        { ...stored.row, baseUrl: wanted.baseUrl, key: wanted.key, kind: wanted.kind },
        { managedBy: 'sample', expectedRevision: stored.revision },
      );
      await unit.audit({
        type: 'upstream.updated',
        subject: `upstream:${wanted.id}`,
        detail: { baseUrl: { from: stored.row.baseUrl, to: wanted.baseUrl } },
      });
    });
  }
}

/** A key of Sam, an engineer, with every use case that is open to both lanes; and one for the command line. */
export async function makeSampleKeys(
  context: ControlContext,
): Promise<{ readonly callKey: string; readonly adminKey: string }> {
  const callKey = await makeKey(context, {
    name: 'Sample key',
    owner: { kind: 'person', personId: 'sam' },
    lane: 'exploration',
    scopes: ['call'],
    allowedUseCaseIds: ['drafting', 'summarising', 'coding', 'retrieval'],
    defaultUseCaseId: 'coding',
  });
  const adminKey = await makeKey(context, {
    name: 'Command line of this machine',
    owner: { kind: 'person', personId: 'mara' },
    lane: 'production',
    scopes: ALL_SCOPES,
    allowedUseCaseIds: [],
    defaultUseCaseId: null,
  });
  return { callKey, adminKey };
}

type KeyWish = Pick<ApiKey, 'name' | 'owner' | 'lane' | 'scopes' | 'allowedUseCaseIds' | 'defaultUseCaseId'>;

async function makeKey(context: ControlContext, wish: KeyWish): Promise<string> {
  const commander = { actor: SYSTEM, scopes: ALL_SCOPES };
  const made = await createApiKey(context, commander, {
    ...wish,
    teamId: undefined,
    projectId: null,
    tags: {},
    expiresAtMs: undefined,
    managedBy: 'sample',
  });
  if ('kind' in made) throw new Error(`the sample key was refused: ${made.why}`);
  return made.secret;
}
