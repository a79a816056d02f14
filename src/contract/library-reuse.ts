import { z } from 'zod';

const count = z.int();

/** What others than its owner made of an asset, so far as calls named it. */
export const AssetReuse = z
  .object({
    assetId: z.string(),
    forkedFrom: z.object({ assetId: z.string(), version: count }).nullable(),
    version: z.string().nullable().meta({ description: 'As calls named it; null where rows are not by version.' }),
    teamId: z.string().nullable(),
    adopter: z
      .object({ kind: z.enum(['person', 'service_account']), id: z.string() })
      .nullable()
      .meta({ description: 'Who used it; null where rows are not by adopter.' }),
    calls: count,
    ownerCalls: count.meta({ description: 'Of the owner, and not among the calls.' }),
    tasks: count.meta({ description: 'Tasks of others in which it was used.' }),
    adopters: count,
    teams: count,
    costNanodollars: z.string().meta({ description: 'Of the calls of others, as far as their cost is known.' }),
    copies: count
      .nullable()
      .meta({ description: 'How often others took its text to use it somewhere else; only by asset.' }),
    copiers: count.nullable(),
    forkCalls: count
      .nullable()
      .meta({ description: 'Calls of others that used what was forked from it, at any remove; only by asset.' }),
  })
  .meta({ id: 'AssetReuse' });

/** The same for everybody, without anybody's name. */
export const SeenReuse = z
  .object({
    from: z.string(),
    to: z.string(),
    calls: count,
    tasks: count,
    adopters: count.nullable().meta({ description: 'Null: fewer than five.' }),
    teams: count.nullable(),
    copies: count,
    forkCalls: count,
    versions: z.array(z.object({ version: z.string(), calls: count })),
  })
  .meta({ id: 'SeenAssetReuse' });
