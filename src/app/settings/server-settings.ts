import { z } from 'zod';
import { NoticeSettings } from './notice-settings.ts';
import { SignInSettings } from './sign-in-settings.ts';

const Milliseconds = z.int().min(1).max(3_600_000);
const Bytes = z.int().min(1024).max(1_000_000_000_000);

const Limits = z
  .strictObject({
    bodyBytesMax: Bytes.default(20_000_000).meta({ description: 'Largest request body.' }),
    bodyWaitMaxMs: Milliseconds.default(120_000).meta({ description: 'How long a client may take to send a body.' }),
    bodiesBytesMax: Bytes.default(512_000_000).meta({ description: 'Bytes of all request bodies held at once.' }),
    callsMax: z.int().min(1).max(1_000_000).default(10_000).meta({ description: 'Calls at once.' }),
    callDurationMaxMs: Milliseconds.default(900_000).meta({
      description: 'Longest call, from its first byte to its last.',
    }),
    clientStallMaxMs: Milliseconds.default(60_000).meta({
      description: 'How long a client may leave an answer unread.',
    }),
    answerHeldBytesMax: Bytes.default(1_000_000).meta({
      description: 'JSON answers up to this size are sent in one piece.',
    }),
    errorBytesMax: Bytes.default(65_536).meta({
      description: 'Largest error answer of an upstream that is passed on.',
    }),
    cacheBytesMax: Bytes.default(67_108_864).meta({
      description: 'Memory for answers that may be given again.',
    }),
    cacheStoreBytesMax: Bytes.default(1_073_741_824).meta({
      description: 'Room in the store for answers that gateways share.',
    }),
    cacheAnswerBytesMax: Bytes.default(262_144).meta({ description: 'Largest answer that is kept to be given again.' }),
    cacheWaitMaxMs: Milliseconds.default(30_000).meta({
      description: 'How long a call waits for an equal one that is under way.',
    }),
    headersWaitMaxMs: Milliseconds.default(20_000).meta({
      description: 'How long a client may take to send the headers of a request.',
    }),
    keepAliveMs: Milliseconds.default(65_000).meta({ description: 'How long an idle connection of a client is kept.' }),
    headerBytesMax: Bytes.default(32_768).meta({ description: 'Largest headers of a request.' }),
    connectionsMax: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(20_000)
      .meta({ description: 'Connections of clients at once.' }),
  })
  .prefault({});

const Journal = z
  .strictObject({
    undrainedBytesMax: Bytes.default(1_073_741_824).meta({
      description: 'How much is kept on disk while the store is away; beyond it calls are refused.',
    }),
    durability: z.enum(['process', 'power']).default('process').meta({
      description:
        'process: an admitted call survives kill -9 at once and a power cut after 20 ms. power: it waits for the disk.',
    }),
  })
  .prefault({});

const Budgets = z
  .strictObject({
    waitMaxMs: z.int().min(0).max(60_000).default(10_000).meta({
      description: 'How long a call may wait for calls under way to give back what they hold of a budget.',
    }),
  })
  .prefault({});

const Origin = z
  .string()
  .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'must be a scheme and a host such as https://status.example.com')
  .meta({ description: 'Scheme, host and port, and nothing behind them.' });
const Host = z.strictObject({
  origin: Origin,
  private: z.boolean().default(false).meta({ description: 'It may have an address of a private network.' }),
});

const Workflows = z
  .strictObject({
    hosts: z.array(Host).max(500).default([]).meta({ description: 'The only hosts that workflows may ask.' }),
    views: z
      .array(z.string().regex(/^[a-z_][a-z0-9_]{0,62}\.[a-z_][a-z0-9_]{0,62}$/, 'must be a schema and a view'))
      .max(1_000)
      .default([])
      .meta({ description: 'The only views that workflows may read, as schema.view.' }),
    databaseVariable: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of an environment variable')
      .nullable()
      .default(null)
      .meta({
        description: 'Environment variable with the postgres:// address of their database; by default the store.',
      }),
  })
  .prefault({});

const Sources = z
  .strictObject({
    hosts: z.array(Host).max(500).default([]).meta({
      description:
        'Hosts of connected systems that may be asked besides those of their makers, for instance your own GitLab.',
    }),
  })
  .prefault({});

const Telemetry = z
  .strictObject({
    otlpEndpoint: z
      .url({ error: 'must be an address such as https://tokenward.example.com' })
      .nullable()
      .default(null)
      .meta({ description: 'Base address of an OTLP/HTTP collector; traces go to /v1/traces below it.' }),
    traceSampleRatio: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .meta({ description: 'Share of calls of which a trace is sent.' }),
    logLevel: z
      .enum(['debug', 'info', 'warn', 'error'])
      .default('info')
      .meta({ description: 'What is logged, as JSON lines on standard error.' }),
  })
  .prefault({});

const Forecast = z
  .strictObject({
    workingDays: z
      .array(z.int().min(1).max(7))
      .max(7)
      .default([1, 2, 3, 4, 5])
      .meta({ description: 'Weekdays that are worked; 1 is Monday.' }),
    holidays: z
      .array(z.iso.date())
      .max(1_000)
      .default([])
      .meta({ description: 'Days off besides, for instance 2026-12-25: forecasts take them for weekends.' }),
  })
  .prefault({});

const Tasks = z
  .strictObject({
    reviewMinuteDollars: z
      .string()
      .regex(/^\d{1,6}(?:\.\d{1,9})?$/, 'must be dollars, for instance "1.20"')
      .nullable()
      .default(null)
      .meta({ description: 'What a minute of looking through a result costs; null: review is told in minutes alone.' }),
    digests: z.boolean().default(true).meta({
      description: 'Whether people and teams are told of their week on Monday mornings, by the channels of notices.',
    }),
  })
  .prefault({});

/** The `server` part of tokenward.yaml: how this process runs. What the organisation keeps stands in the other parts. */
export const ServerSettings = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .max(255)
      .default('127.0.0.1')
      .meta({ description: 'Address to listen on. Put TLS in front before opening it to others.' }),
    port: z.int().min(0).max(65_535).default(8787).meta({ description: '0 takes any free port.' }),
    installation: z
      .string()
      .regex(/^[\x21-\x7e]{1,100}$/, 'must be 1 to 100 printable characters without spaces')
      .default('tokenward')
      .meta({
        description: 'Name of this installation on audit checkpoints; the same on all its gateways.',
      }),
    publicAddress: z
      .url({ error: 'must be an address such as https://tokenward.example.com' })
      .nullable()
      .default(null)
      .meta({ description: 'How people reach this server, for links and printed examples.' }),
    dataDirectory: z
      .string()
      .min(1)
      .max(4096)
      .default('.tokenward')
      .meta({ description: 'Journal, embedded store and own secrets.' }),
    secretsDirectory: z
      .string()
      .max(4096)
      .nullable()
      .default(null)
      .meta({ description: 'The only directory from which upstream keys are read as files.' }),
    keyVariables: z.array(z.string().max(128)).max(100).default([]).meta({
      description: 'Environment variables that may hold upstream keys, besides those that end in _API_KEY.',
    }),
    gatewayId: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 lower-case letters, digits and dashes')
      .nullable()
      .default(null)
      .meta({
        description: 'Name of this gateway among many; by default kept in the data directory.',
      }),
    sample: z.enum(['auto', 'on', 'off']).default('auto').meta({
      description:
        'The sample organisation and the simulated upstream. auto: when the store is new and no provider key is set.',
    }),
    storeAwayAfterMs: Milliseconds.default(3_000).meta({
      description: 'How long the store may be silent before it counts as away.',
    }),
    shutdownMaxMs: Milliseconds.default(30_000).meta({
      description: 'How long streams may finish when the process is asked to stop.',
    }),
    refusals: z
      .array(
        z.strictObject({
          client: z.string().min(1).max(60).meta({ description: "Beginning of the client's user-agent." }),
          status: z.int().min(400).max(499).meta({ description: 'Status of a refusal by policy.' }),
          code: z.string().min(1).max(60).nullable().default(null).meta({
            description: "Code in an error of OpenAI's shape; by default the code of the refusal.",
          }),
        }),
      )
      .max(50)
      .default([])
      .meta({
        description:
          'How clients are told of refusals by policy, where it is not 403. Known already: Codex (400 invalid_prompt) and Claude Code (451).',
      }),
    limits: Limits,
    budgets: Budgets,
    journal: Journal,
    workflows: Workflows,
    sources: Sources,
    telemetry: Telemetry,
    forecast: Forecast,
    notices: NoticeSettings,
    signIn: SignInSettings,
    tasks: Tasks,
  })
  .prefault({})
  .meta({ id: 'ServerSettings' });

export type ServerSettings = z.infer<typeof ServerSettings>;
