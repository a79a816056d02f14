import { z } from 'zod';
import { NOTICE_KINDS } from '../../domain/notice/notice.ts';

const Variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of an environment variable');

/** Secrets never stand in the file. */
export const SecretReference = z
  .union([
    z.strictObject({ environment: Variable.meta({ description: 'Name of an environment variable.' }) }),
    z.strictObject({ file: z.string().min(1).max(4096).meta({ description: 'Path of a file.' }) }),
  ])
  .meta({ id: 'NoticeSecret', description: 'Where a secret is read from, each time that it is used.' });

export type SecretReference = z.infer<typeof SecretReference>;

const common = {
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits and dashes')
    .meta({ description: 'How deliveries and commands name it.' }),
  kinds: z
    .array(z.enum(NOTICE_KINDS))
    .min(1)
    .nullable()
    .default(null)
    .meta({ description: 'Which notices it gets; null: all.' }),
  envelopes: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(1_000)
    .nullable()
    .default(null)
    .meta({ description: 'Of which envelopes, by id; null: of all.' }),
};

const Address = z.email('must be an e-mail address').max(254);

const Channel = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook'),
    ...common,
    url: z.url(),
    secret: SecretReference.meta({ description: 'Signs each notice as Standard Webhooks says: whsec_ and base64.' }),
    formerSecret: SecretReference.nullable()
      .default(null)
      .meta({ description: 'Signs too, while receivers change over.' }),
  }),
  z.strictObject({
    kind: z.literal('slack'),
    ...common,
    url: SecretReference.meta({ description: 'Holds the address of an incoming webhook, which is a secret itself.' }),
  }),
  z.strictObject({
    kind: z.literal('teams'),
    ...common,
    url: SecretReference.meta({ description: 'Holds the address of a workflow that a webhook starts.' }),
  }),
  z.strictObject({
    kind: z.literal('email'),
    ...common,
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535).default(587),
    tls: z
      .enum(['implicit', 'starttls', 'none'])
      .default('starttls')
      .meta({ description: 'starttls: required before anything is said. none: for a relay on this machine.' }),
    user: z.string().min(1).max(255).nullable().default(null),
    password: SecretReference.nullable().default(null),
    from: z
      .string()
      .regex(
        /^(?:[^\p{Cc}<>]{0,100} <[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/u,
        'must be an address, or a name and <an address>',
      ),
    toOwner: z.boolean().default(true).meta({ description: "To the envelope's owner." }),
    toCallers: z
      .boolean()
      .default(false)
      .meta({ description: 'To the people, 20 at most, whose calls it paid in the last day.' }),
    to: z.array(Address).max(20).default([]).meta({ description: 'And always to these.' }),
  }),
]);

export const NoticeSettings = z
  .strictObject({
    quietHours: z
      .strictObject({
        fromHour: z.int().min(0).max(23).default(20),
        toHour: z.int().min(0).max(23).default(7),
        quietWeekdays: z
          .array(z.int().min(1).max(7))
          .max(6)
          .default([])
          .meta({ description: 'Whole days; 1 is Monday.' }),
      })
      .nullable()
      .prefault({})
      .meta({ description: "When only notices that page go out, by the organisation's clocks; null: never quiet." }),
    allowPrivateAddresses: z.boolean().default(false).meta({
      description: 'Whether channels may post to this machine, to private networks, and by plain HTTP.',
    }),
    channels: z
      .array(Channel)
      .max(20)
      .default([])
      .refine(
        (channels) => new Set(channels.map(({ name }) => name)).size === channels.length,
        'two channels have one name',
      )
      .meta({ description: 'Where notices about envelopes go: webhook, slack, teams, email.' }),
  })
  .prefault({})
  .meta({ id: 'NoticeSettings' });

export type NoticeSettings = z.infer<typeof NoticeSettings>;
