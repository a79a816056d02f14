import type { TokenForm } from './token-form.ts';

const MODEL = { type: 'model_host_api_key', word: 'an API key of a model host' } as const;
const SERVICE = { type: 'secret_api_key', word: 'a secret API key' } as const;

/** Makers of tools for models, and services of their kind, from their own documentation. One type for each of the two. */
export const NEWER_TOKEN_FORMS: readonly TokenForm[] = [
  // LlamaCloud, Mem0, Helicone, Weights & Biases, Firecrawl, Browserbase, Cartesia.
  { ...MODEL, prefixes: ['llx-'], body: 'alnum', min: 40, max: 64 },
  { ...MODEL, prefixes: ['m0-'], body: 'alnum', min: 40, max: 40, confidence: 75 },
  { ...MODEL, prefixes: ['sk-helicone-'], body: 'url', min: 20, max: 80 },
  { ...MODEL, prefixes: ['wandb_v1_'], body: 'word', min: 60, max: 100 },
  { ...MODEL, prefixes: ['fc-'], body: 'hex', min: 32, max: 32 },
  { ...MODEL, prefixes: ['bb_live_', 'bb_test_'], body: 'url', min: 20, max: 48 },
  { ...MODEL, prefixes: ['sk_car_'], body: 'alnum', min: 20, max: 48 },
  // Runway and Cursor write hexadecimal behind `key_`, Modal letters behind `ak-` and `as-`.
  { ...MODEL, prefixes: ['key_'], body: 'hex', min: 64, max: 128 },
  { ...MODEL, prefixes: ['ak-', 'as-'], body: 'alnum', min: 22, max: 22, confidence: 75 },
  { ...MODEL, prefixes: ['pa-'], body: 'url', min: 43, max: 43, confidence: 75 },
  { ...MODEL, prefixes: ['up_'], body: 'alnum', min: 29, max: 32, confidence: 70 },
  {
    ...MODEL,
    prefixes: ['luma-'],
    body: 'url',
    min: 73,
    max: 73,
    shape: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  },
  // Snyk, Inngest, Trigger.dev, Unkey, Cloudsmith, Stytch, Statsig, Liveblocks, Kit, Mandrill.
  { ...SERVICE, prefixes: ['snyk_uat.', 'snyk_sat.'], body: 'dotted', min: 40, max: 300 },
  { ...SERVICE, prefixes: ['signkey-prod-', 'signkey-test-'], body: 'hex', min: 32, max: 64 },
  { ...SERVICE, prefixes: ['tr_prod_', 'tr_dev_', 'tr_stg_'], body: 'alnum', min: 20, max: 32 },
  { ...SERVICE, prefixes: ['unkey_'], body: 'alnum', min: 20, max: 48 },
  { ...SERVICE, prefixes: ['csa_'], body: 'hex', min: 40, max: 40 },
  { ...SERVICE, prefixes: ['secret-live-', 'secret-test-'], body: 'base64', min: 32, max: 48 },
  { ...SERVICE, prefixes: ['secret-'], body: 'alnum', min: 40, max: 48, confidence: 75 },
  { ...SERVICE, prefixes: ['sk_prod_', 'sk_dev_'], body: 'url', min: 40, max: 80 },
  { ...SERVICE, prefixes: ['kit_'], body: 'hex', min: 32, max: 32 },
  { ...SERVICE, prefixes: ['md-'], body: 'url', min: 22, max: 22, confidence: 75 },
  // GoCardless and MessageBird.
  { ...SERVICE, prefixes: ['live_'], body: 'url', min: 40, max: 40, confidence: 75 },
  { ...SERVICE, prefixes: ['live_'], body: 'alnum', min: 25, max: 25, confidence: 75 },
];
