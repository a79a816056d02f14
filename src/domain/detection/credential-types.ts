import type { FindingType } from './finding-types.ts';
import { TOKEN_FORMS } from './token-forms.ts';

const INSTEAD = 'Replace it with the name of the place where it is kept, and change it if it has left your hands.';

const OTHER_TYPES = [
  ['private_key', 'a private key'],
  ['jwt', 'a signed token (JWT)'],
  ['connection_string', 'the password of a connection string'],
  ['password', 'a password'],
  ['password_hash', 'the hash of a password'],
  ['api_key', 'an API key'],
  ['token', 'a secret token'],
  ['basic_auth', 'a user name with its password'],
  ['bearer_token', 'a bearer token'],
  ['session_cookie', 'the cookie of a session'],
  ['seed_phrase', 'the seed phrase of a wallet'],
  ['aws_secret_access_key', 'an AWS secret access key'],
  ['azure_client_secret', 'a Microsoft Entra client secret'],
  ['azure_key', 'an Azure key'],
  ['azure_storage_key', 'an Azure access key'],
  ['azure_sas_signature', 'a shared access signature'],
  ['azure_devops_token', 'an Azure DevOps token'],
  ['telegram_bot_token', 'the token of a Telegram bot'],
  ['discord_bot_token', 'the token of a Discord bot'],
  ['mailchimp_api_key', 'a Mailchimp key'],
  ['slack_webhook', 'the address of a Slack webhook'],
  ['discord_webhook', 'the address of a Discord webhook'],
  ['teams_webhook', 'the address of a Teams webhook'],
  ['zapier_webhook', 'the address of a Zapier webhook'],
  ['google_chat_webhook', 'the address of a Google Chat webhook'],
] as const;

/** Rows of the credentials that the house knows by their issuer or their form. */
export const CREDENTIAL_TYPES: readonly FindingType[] = [
  ...new Map([...OTHER_TYPES, ...TOKEN_FORMS.map(({ type, word }) => [type, word] as const)]),
].map(([type, word]) => ({ type, group: 'credential', dataClass: 'restricted', word, instead: INSTEAD }));
