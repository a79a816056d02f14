import { z } from 'zod';
import { ModelName, NanodollarsText } from './wire-values.ts';

export const ModelAbility = z.enum(['tools', 'structured_output', 'media', 'reasoning']);

const Share = z.number().min(0).max(1);

/** How a use case lets calls go to cheaper models of its stack; members that are left out are the careful ones. */
export const RoutingRule = z
  .strictObject({
    mode: z
      .enum(['off', 'observe', 'on'])
      .meta({ description: 'observe: difficulty is estimated and recorded, and nothing changes.' }),
    difficultyMax: Share.default(0.35).meta({
      description: 'A call whose risk is at most this may go to a cheaper model.',
    }),
    substitutes: z
      .boolean()
      .default(false)
      .meta({ description: 'Also calls that name a model, not only those that ask for "auto".' }),
    latencyFallback: z.boolean().default(false).meta({
      description: 'Give an attempt up for the next target where its first byte is later than usual. Both are paid.',
    }),
    canary: z
      .strictObject({ modelId: ModelName, share: z.number().gt(0).max(0.5) })
      .nullable()
      .default(null)
      .meta({ description: 'A share of conversations for a model of the stack on trial.' }),
    shadow: z
      .strictObject({
        share: z.number().gt(0).max(1),
        dailyLimitNanodollars: NanodollarsText.meta({ description: 'For each gateway and day of UTC.' }),
      })
      .nullable()
      .default(null)
      .meta({
        description: 'A sample of calls that another model answers as well, to compare. Nothing of it is kept.',
      }),
    agreementMin: z.number().min(0.5).max(0.99).default(0.9),
    errorRateMax: z.number().min(0.005).max(0.5).default(0.05),
    templateModels: z
      .record(z.string().min(1).max(200), ModelName)
      .refine((models) => Object.keys(models).length <= 200, 'must name at most 200 templates')
      .default({})
      .meta({ description: 'Template id to the model of the stack that it was made for.' }),
  })
  .meta({ id: 'RoutingRule' });
