import { ASSIGNED_SECRET_DETECTORS } from './detect-assigned-secrets.ts';
import { AUTHORIZATION_DETECTORS } from './detect-authorization.ts';
import { COMMAND_PASSWORD_DETECTORS } from './detect-command-passwords.ts';
import { HANDED_PASSWORD_DETECTOR } from './detect-handed-passwords.ts';
import { COMPANION_DETECTORS } from './detect-known-companions.ts';
import { DISCORD_TOKEN_DETECTOR, MARKED_TOKEN_DETECTORS } from './detect-marked-tokens.ts';
import { PRIVATE_KEY_DETECTOR, WEB_KEY_DETECTOR } from './detect-private-keys.ts';
import { RECOVERY_CODE_DETECTORS } from './detect-recovery-codes.ts';
import { RETOLD_TOKEN_DETECTORS } from './detect-retold-tokens.ts';
import { SECRET_MANIFEST_DETECTOR } from './detect-secret-manifests.ts';
import { URI_PASSWORD_DETECTOR } from './detect-uri-passwords.ts';
import { VENDOR_KEY_DETECTOR } from './detect-vendor-keys.ts';
import { WEB_TOKEN_DETECTOR } from './detect-web-tokens.ts';
import type { Detector } from './detector.ts';
import { createTokenDetector } from './token-detector.ts';
import { TOKEN_FORMS } from './token-forms.ts';

/** Keys, tokens, passwords and private keys: everything that lets its holder in. */
export const CREDENTIAL_DETECTORS: readonly Detector[] = [
  ...TOKEN_FORMS.map(createTokenDetector),
  PRIVATE_KEY_DETECTOR,
  WEB_KEY_DETECTOR,
  WEB_TOKEN_DETECTOR,
  URI_PASSWORD_DETECTOR,
  ...MARKED_TOKEN_DETECTORS,
  DISCORD_TOKEN_DETECTOR,
  ...RETOLD_TOKEN_DETECTORS,
  ...AUTHORIZATION_DETECTORS,
  ...COMMAND_PASSWORD_DETECTORS,
  HANDED_PASSWORD_DETECTOR,
  SECRET_MANIFEST_DETECTOR,
  ...COMPANION_DETECTORS,
  VENDOR_KEY_DETECTOR,
  ...RECOVERY_CODE_DETECTORS,
  ...ASSIGNED_SECRET_DETECTORS,
];
