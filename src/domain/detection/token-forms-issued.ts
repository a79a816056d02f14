import type { TokenForm } from './token-form.ts';

const SERVICE = { type: 'secret_api_key', word: 'a secret API key' } as const;

/** Services of many trades with a beginning of their own, from their own documentation. They share one type. */
export const ISSUED_TOKEN_FORMS: readonly TokenForm[] = [
  // RFC 8959: a scheme for tokens, as Mercury uses it.
  { ...SERVICE, prefixes: ['secret-token:'], body: 'dotted', min: 20, max: 200 },
  // Akamai, Google Cloud Storage, UpCloud, MongoDB Atlas, dbt, Retool, GitBook.
  { ...SERVICE, prefixes: ['akab-'], body: 'url', min: 33, max: 33, shape: /^[a-z0-9]{16}-[a-z0-9]{16}$/ },
  { ...SERVICE, prefixes: ['GOOG1E'], body: 'upper', min: 50, max: 60 },
  { ...SERVICE, prefixes: ['ucat_'], body: 'upper', min: 24, max: 30 },
  { ...SERVICE, prefixes: ['mdb_sa_sk_'], body: 'url', min: 36, max: 48 },
  { ...SERVICE, prefixes: ['dbtc_', 'dbtu_'], body: 'url', min: 36, max: 60 },
  { ...SERVICE, prefixes: ['retool_01'], body: 'alnum', min: 20, max: 32 },
  { ...SERVICE, prefixes: ['gb_api_'], body: 'alnum', min: 36, max: 48 },
  // ClickUp and Klaviyo share a beginning with keys that may be public.
  { ...SERVICE, prefixes: ['pk_'], body: 'word', min: 37, max: 43, shape: /^\d{5,9}_[A-Z0-9]{32}$/ },
  { ...SERVICE, prefixes: ['pk_'], body: 'hex', min: 34, max: 34 },
  // WooCommerce, Checkly, hCaptcha.
  { ...SERVICE, prefixes: ['ck_', 'cs_'], body: 'hex', min: 40, max: 40 },
  { ...SERVICE, prefixes: ['cu_', 'ES_'], body: 'hex', min: 32, max: 32 },
  // Esri, LinkedIn, OneSignal, Matrix, JumpCloud, Telnyx, Zoho.
  { ...SERVICE, prefixes: ['AAPK'], body: 'url', min: 60, max: 100 },
  { ...SERVICE, prefixes: ['AAPTxy'], body: 'dotted', min: 80, max: 400 },
  { ...SERVICE, prefixes: ['WPL_AP1.'], body: 'base64', min: 16, max: 40 },
  { ...SERVICE, prefixes: ['WPL_AP1.'], body: 'dotted', min: 24, max: 40 },
  { ...SERVICE, prefixes: ['os_v2_app_', 'os_v2_org_'], body: 'alnum', min: 90, max: 120 },
  {
    ...SERVICE,
    prefixes: ['syt_'],
    body: 'url',
    min: 30,
    max: 120,
    shape: /^[\w-]{2,80}_[A-Za-z]{20}_[0-9A-Za-z]{6}$/,
  },
  { ...SERVICE, prefixes: ['jca_'], body: 'alnum', min: 36, max: 40 },
  { ...SERVICE, prefixes: ['KEY0'], body: 'word', min: 50, max: 60, shape: /^[0-9A-F]{28,34}_\w{22}$/ },
  { ...SERVICE, prefixes: ['1000.'], body: 'dotted', min: 65, max: 65, shape: /^[0-9a-f]{32}\.[0-9a-f]{32}$/ },
  // Xendit, SumUp, Mercado Pago, Klarna, Midtrans, Checkout.com.
  { ...SERVICE, prefixes: ['xnd_production_', 'xnd_development_'], body: 'alnum', min: 40, max: 80 },
  { ...SERVICE, prefixes: ['sup_sk_'], body: 'alnum', min: 24, max: 48 },
  {
    ...SERVICE,
    prefixes: ['APP_USR-'],
    body: 'url',
    min: 60,
    max: 90,
    shape: /^\d{14,18}-\d{6}-[0-9a-f]{32}-\d{6,12}$/,
  },
  { ...SERVICE, prefixes: ['klarna_live_api_', 'klarna_test_api_'], body: 'base64', min: 40, max: 200 },
  { ...SERVICE, prefixes: ['Mid-server-'], body: 'url', min: 20, max: 32 },
  { ...SERVICE, prefixes: ['sk_sbox_'], body: 'alnum', min: 24, max: 32 },
  // DevCycle, ConfigCat, Honeybadger, Coralogix, Ory.
  { ...SERVICE, prefixes: ['dvc_server_'], body: 'word', min: 36, max: 64 },
  { ...SERVICE, prefixes: ['hbp_'], body: 'alnum', min: 30, max: 48 },
  { ...SERVICE, prefixes: ['cxtp_', 'cxup_'], body: 'alnum', min: 24, max: 40 },
  { ...SERVICE, prefixes: ['ory_pat_', 'ory_at_', 'ory_rt_', 'ory_st_'], body: 'dotted', min: 32, max: 140 },
];
