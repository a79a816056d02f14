import type { Candidate, Detector, Hit } from './detector.ts';
import { looksRandom, looksUnspoken } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';
import { textOfBase64 } from './text-of-base64.ts';
import { isAlphanumeric } from './token-form.ts';

/** A token that is known by a mark in its middle or before it, found by a pattern over a window round the mark. */
type MarkedForm = {
  readonly type: string;
  /** Any of them; a second form of a type names itself. */
  readonly marks: readonly string[];
  readonly name?: string;
  /** Characters before and behind the mark that the pattern sees. */
  readonly before: number;
  readonly after: number;
  /** Bounded repeats only. Its first group is the secret. */
  readonly pattern: RegExp;
  /** What must stand within 300 characters too. */
  readonly besides?: RegExp;
  readonly confidence: number;
  readonly isStructured?: true;
  readonly isAnyCase?: true;
};

const BESIDES_REACH = 300;

const AZURE_SIGNATURES = ['AStA', 'ACDb', 'AEhS', 'ASbG', 'AIoT', '+ABa', 'AMCb', 'APIM', 'AzCa', 'AzFu', 'AzSe'];

const FORMS: readonly MarkedForm[] = [
  // Microsoft Entra: client secrets of 40 characters carry `Q~` behind their fourth.
  {
    ...{ type: 'azure_client_secret', marks: [...'0123456789'].map((digit) => `${digit}Q~`), before: 7, after: 40 },
    confidence: 95,
    pattern: /(?<![\w~.-])([\w~.-]{3}\dQ~[\w~.-]{31,34})(?![\w~-])/,
  },
  // Azure's identifiable keys: a signature before the last places of 32 or 64 random bytes in base64.
  {
    ...{ type: 'azure_key', marks: AZURE_SIGNATURES, before: 90, after: 20, confidence: 92 },
    pattern: new RegExp(
      String.raw`(?<![\w+/])([A-Za-z0-9+/_-]{28,80}\+?(?:${AZURE_SIGNATURES.join('|').replace('+', String.raw`\+`)})[A-Za-z0-9+/_-]{5,10}={0,2})(?![\w+/=])`,
    ),
  },
  {
    ...{ type: 'azure_key', name: 'azure_ai_key', marks: ['JQQJ99'], before: 60, after: 40, confidence: 95 },
    pattern: /(?<!\w)([A-Za-z0-9]{40,56}JQQJ99[A-Za-z0-9]{20,36})(?!\w)/,
  },
  {
    ...{ type: 'azure_devops_token', marks: ['AZDO'], before: 80, after: 8, confidence: 95 },
    pattern: /(?<!\w)([A-Za-z0-9]{72,80}AZDO[A-Za-z0-9]{4})(?!\w)/,
  },
  // Telegram, "Authorizing your bot".
  {
    ...{ type: 'telegram_bot_token', marks: [':AA'], before: 10, after: 36, confidence: 95 },
    pattern: /(?<!\d)(\d{8,10}:AA[\w-]{32,34})(?![\w-])/,
  },
  // Firebase's server keys; addresses of single devices hold the same mark behind other letters.
  {
    ...{
      type: 'google_api_key',
      name: 'firebase_server_key',
      marks: [':APA91b'],
      before: 14,
      after: 200,
      confidence: 92,
    },
    pattern: /(?<![\w-])(AAAA[\w-]{7}:APA91b[\w-]{120,190})(?![\w-])/,
  },
  {
    ...{ type: 'mailchimp_api_key', marks: ['-us'], before: 34, after: 3, confidence: 90 },
    pattern: /(?<!\w)([0-9a-f]{32}-us\d{1,2})(?!\w)/,
  },
  // Web hooks: whoever has the address may post.
  {
    ...{ type: 'slack_webhook', marks: ['hooks.slack.com/'], before: 0, after: 110, confidence: 97 },
    pattern:
      /^hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Z0-9]{6,14}\/[A-Za-z0-9]{6,24}\/[A-Za-z0-9/]{16,64})/,
  },
  {
    ...{ type: 'discord_webhook', marks: ['/api/webhooks/'], before: 16, after: 110, confidence: 97 },
    pattern: /discord(?:app)?\.com\/api\/webhooks\/(\d{17,20}\/[\w-]{50,80})/,
  },
  {
    ...{ type: 'teams_webhook', marks: ['.webhook.office.com/'], before: 0, after: 240, confidence: 97 },
    pattern:
      /^\.webhook\.office\.com\/webhookb2\/([0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[\w-]{20,64}(?:\/[\w-]{20,120}){0,2})/,
  },
  {
    ...{
      type: 'zapier_webhook',
      marks: ['hooks.zapier.com/hooks/catch/'],
      before: 0,
      after: 48,
      confidence: 95,
      isStructured: true,
    },
    pattern: /^hooks\.zapier\.com\/hooks\/catch\/(\d{4,10}\/[A-Za-z0-9]{5,12})/,
  },
  {
    ...{
      type: 'google_chat_webhook',
      marks: ['chat.googleapis.com/v1/spaces/'],
      before: 0,
      after: 260,
      confidence: 95,
    },
    pattern: /^chat\.googleapis\.com\/v1\/spaces\/[\w-]{6,20}\/messages\?key=[\w-]{20,60}&token=([\w%-]{20,80})/,
  },
  // Shared access signatures of Azure (storage, service bus, logic apps): `sig` is an HMAC in base64, URL-encoded or not.
  {
    ...{ type: 'azure_sas_signature', marks: ['sig='], before: 0, after: 110, confidence: 94 },
    pattern: /^sig=((?:[A-Za-z0-9/+_-]|%2[bBfF]|%3[dD]){40,100}={0,2})/,
    besides: /[?&;\s](?:sv|se|sr|sp|st|skn|api-version)=/,
  },
  {
    ...{ type: 'azure_storage_key', marks: ['AccountKey=', 'SharedAccessKey='], before: 0, after: 100, confidence: 97 },
    isAnyCase: true,
    pattern: /^(?:AccountKey=(?=[A-Za-z0-9+/]{80})|SharedAccessKey=)([A-Za-z0-9+/]{40,88}={0,2})/i,
  },
  // New Relic's licence keys end in their mark.
  {
    ...{ type: 'new_relic_key', marks: ['NRAL'], before: 40, after: 2, confidence: 95 },
    pattern: /(?<!\w)([0-9a-fA-F]{36}NRAL)(?!\w)/,
  },
  // Addresses that a cloud signed: whoever has one may read until it ends.
  {
    ...{ type: 'token', name: 'signed_address', marks: ['-Signature='], before: 6, after: 530, confidence: 85 },
    pattern: /X-(?:Amz|Goog)-Signature=([0-9a-f]{64,512})(?![0-9a-f])/,
    isAnyCase: true,
    isStructured: true,
  },
  {
    ...{ type: 'token', name: 'signed_link', marks: ['&Signature='], before: 0, after: 370, confidence: 80 },
    pattern: /^&Signature=([\w~%-]{100,360})/,
    besides: /[?&](?:Expires|Policy|Key-Pair-Id)=/,
  },
  // Make, IFTTT.
  {
    ...{ type: 'token', name: 'make_webhook', marks: ['.make.com/'], before: 10, after: 50, confidence: 85 },
    isStructured: true,
    pattern: /hook\.[a-z]{2}\d?\.make\.com\/((?=[a-z]{0,27}\d)[a-z0-9]{28,40})(?!\w)/,
  },
  {
    ...{ type: 'token', name: 'ifttt_webhook', marks: ['maker.ifttt.com/'], before: 0, after: 160, confidence: 85 },
    pattern: /^maker\.ifttt\.com\/trigger\/[\w-]{1,64}(?:\/json)?\/with\/key\/([\w-]{20,48})/,
  },
  // Django writes this before the key of a new project.
  {
    ...{ type: 'token', name: 'django_secret_key', marks: ['django-insecure-'], before: 0, after: 70, confidence: 90 },
    pattern: /^(django-insecure-[\w!@#$%^&*(=+)-]{40,64})/,
  },
  // RapidAPI, and DeepL's free plan.
  {
    ...{ type: 'secret_api_key', name: 'rapidapi_key', marks: ['msh'], before: 11, after: 44, confidence: 95 },
    pattern: /(?<!\w)([0-9a-z]{10}msh[0-9a-z]{15}p1[0-9a-z]{6}jsn[0-9a-z]{12})(?!\w)/,
  },
  {
    ...{ type: 'secret_api_key', name: 'deepl_key', marks: [':fx'], before: 38, after: 1, confidence: 92 },
    pattern: /(?<![\w-])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:fx)(?!\w)/,
  },
  {
    ...{ type: 'braintree_token', marks: ['access_token$'], before: 0, after: 64, confidence: 97 },
    pattern: /^(access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32})/,
  },
];

/** Tokens that a mark other than their beginning gives away. */
export const MARKED_TOKEN_DETECTORS: readonly Detector[] = FORMS.map(toDetector);

function toDetector(form: MarkedForm): Detector {
  return {
    id: `credential.marked.${form.name ?? form.type}`,
    version: 1,
    isCostly: true,
    types: [form.type],
    anchors: form.marks.map((text) => ({
      kind: 'literal',
      text,
      ...(form.isAnyCase === true ? {} : { exactCase: true }),
    })),
    words: [],
    check: (hit, { text }, report) => {
      const found = candidateAt(form, hit, text);
      if (found !== null) report(found);
    },
  };
}

function candidateAt(form: MarkedForm, hit: Hit, text: string): Candidate | null {
  const from = Math.max(0, hit.start - form.before - 1);
  const lead = form.pattern.source.startsWith('^') ? hit.start : from;
  const window = text.slice(lead, Math.min(text.length, hit.end + form.after + 1));
  const match = form.pattern.exec(window);
  const secret = match?.[1];
  if (match === null || secret === undefined) return null;
  if (form.besides !== undefined) {
    const around = text.slice(Math.max(0, hit.start - BESIDES_REACH), hit.end + BESIDES_REACH);
    if (!form.besides.test(around)) return null;
  }
  if (isStandIn(secret) || (form.isStructured !== true && !looksUnspoken(secret))) return null;
  const start = lead + match.index + match[0].lastIndexOf(secret);
  const end = start + secret.length;
  // A window may cut a longer word that is no token.
  if (end < text.length && isAlphanumeric(text.charCodeAt(end)) && isAlphanumeric(text.charCodeAt(end - 1)))
    return null;
  return { type: form.type, start, end, confidence: form.confidence };
}

/** Discord: the id of the account in base64, a time stamp, and a signature, with dots between. */
export const DISCORD_TOKEN_DETECTOR: Detector = {
  id: 'credential.marked.discord_bot_token',
  version: 1,
  types: ['discord_bot_token'],
  anchors: [{ kind: 'trigger', trigger: 'token_run', needs: 'dot' }],
  words: [],
  check: (hit, { text }, report) => {
    if (hit.end - hit.start < 23) return;
    const match = DISCORD.exec(text.slice(Math.max(hit.start, hit.end - 28), hit.end + 50));
    if (match === null || !looksUnspoken(match[0])) return;
    const [whole, id = '', signature = ''] = match;
    const isProven = /^\d{17,20}$/.test(textOfBase64(id));
    // Names of code between dots have neither digits nor letters without an order.
    if (!isProven && (!isMadeUp(id) || !isMadeUp(signature))) return;
    const start = Math.max(hit.start, hit.end - 28) + match.index;
    report({ type: 'discord_bot_token', start, end: start + whole.length, confidence: isProven ? 97 : 72 });
  },
};

function isMadeUp(part: string): boolean {
  return /\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part) && looksRandom(part);
}

const DISCORD = /(?<![\w.-])([MNO][A-Za-z0-9]{22,27})\.[\w-]{6}\.([\w-]{27,38})(?![\w-]|\.\w)/;
