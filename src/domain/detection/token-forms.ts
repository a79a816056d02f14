import type { TokenForm } from './token-form.ts';
import { AI_TOKEN_FORMS } from './token-forms-ai.ts';
import { BUSINESS_TOKEN_FORMS } from './token-forms-business.ts';
import { CLOUD_TOKEN_FORMS } from './token-forms-cloud.ts';
import { CODE_TOKEN_FORMS } from './token-forms-code.ts';
import { ISSUED_TOKEN_FORMS } from './token-forms-issued.ts';
import { NEWER_TOKEN_FORMS } from './token-forms-newer.ts';

/** Every token that its beginning gives away. */
export const TOKEN_FORMS: readonly TokenForm[] = [
  ...CODE_TOKEN_FORMS,
  ...CLOUD_TOKEN_FORMS,
  ...AI_TOKEN_FORMS,
  ...BUSINESS_TOKEN_FORMS,
  ...NEWER_TOKEN_FORMS,
  ...ISSUED_TOKEN_FORMS,
];
