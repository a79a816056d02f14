import type { DetectionTools, Detector } from './detector.ts';
import { PAYMENT_CARD_DETECTOR } from './financial-card.ts';
import { IBAN_DETECTOR } from './financial-iban.ts';
import { FINANCIAL_SCHEMES } from './financial-schemes.ts';
import { SEED_PHRASE_DETECTOR } from './financial-seed-phrase.ts';
import { walletDetector } from './financial-wallet.ts';
import { HEALTH_SCHEMES } from './health-schemes.ts';
import { aloneValueDetector } from './identifier-alone.ts';
import { namedValueDetector } from './identifier-detector.ts';
import { PERSON_WORDS } from './identifier-person-words.ts';
import type { IdentifierScheme } from './identifier-scheme.ts';
import { NETWORK_ADDRESS_DETECTOR } from './network-addresses.ts';
import { POSTAL_ADDRESS_DETECTOR } from './personal-address.ts';
import { BIRTH_DATE_SCHEME } from './personal-birth-date.ts';
import { EMAIL_DETECTOR } from './personal-email.ts';
import { TOLD_EMAIL_DETECTOR } from './personal-email-told.ts';
import { phoneDetector } from './personal-phone.ts';
import { COORDINATES_DETECTOR } from './personal-place.ts';
import { AMERICAN_SCHEMES } from './personal-schemes-americas.ts';
import { ASIAN_SCHEMES } from './personal-schemes-asia.ts';
import { DOCUMENT_SCHEMES, GENERIC_IDENTITY_WORDS } from './personal-schemes-documents.ts';
import { NORTH_EAST_EUROPEAN_SCHEMES } from './personal-schemes-europe-north-east.ts';
import { SOUTH_EUROPEAN_SCHEMES } from './personal-schemes-europe-south.ts';
import { WEST_EUROPEAN_SCHEMES } from './personal-schemes-europe-west.ts';
import { OCEANIAN_AND_AFRICAN_SCHEMES } from './personal-schemes-oceania-africa.ts';
import { TRAVEL_DOCUMENT_DETECTOR } from './personal-travel-document.ts';
import { isVinWithCheck } from './validate-devices.ts';

const nationalSchemes = [
  ...AMERICAN_SCHEMES,
  ...WEST_EUROPEAN_SCHEMES,
  ...SOUTH_EUROPEAN_SCHEMES,
  ...NORTH_EAST_EUROPEAN_SCHEMES,
  ...ASIAN_SCHEMES,
  ...OCEANIAN_AND_AFRICAN_SCHEMES,
];
/** Their own names are looked for elsewhere. */
const strongCodes = [...nationalSchemes, ...DOCUMENT_SCHEMES]
  .filter((scheme) => scheme.isStrong === true)
  .map((scheme): IdentifierScheme => ({ ...scheme, words: [], isGeneric: true, isCapital: true, digitsMin: 4 }))
  .map((scheme) => (scheme.type === 'vehicle_id' ? { ...scheme, isValid: isVinWithCheck } : scheme))
  // `KB5021233`: an article of a knowledge base.
  .map((scheme) =>
    scheme.type === 'hk_id'
      ? { ...scheme, isValid: (text: string) => !text.startsWith('KB') && scheme.isValid(text) }
      : scheme,
  );
const genericHealth = HEALTH_SCHEMES.filter((scheme) => scheme.isGeneric === true);

/** Personal, financial, health and network identifiers: all that is proven by structure, check digits and context. */
export function createIdentifierDetectors(tools: DetectionTools): readonly Detector[] {
  return [
    EMAIL_DETECTOR,
    TOLD_EMAIL_DETECTOR,
    phoneDetector(tools),
    PAYMENT_CARD_DETECTOR,
    IBAN_DETECTOR,
    named('national_numbers', [...nationalSchemes, ...DOCUMENT_SCHEMES]),
    namedValueDetector({ id: 'codes_near_people', version: 1, schemes: strongCodes, genericWords: PERSON_WORDS }),
    aloneValueDetector({ id: 'national_numbers_alone', version: 1, schemes: nationalSchemes }),
    named('financial_numbers', FINANCIAL_SCHEMES),
    named(
      'health_numbers',
      HEALTH_SCHEMES,
      genericHealth.length > 0 ? ['health number', 'health id', 'health card number'] : [],
    ),
    named('birth_date', [BIRTH_DATE_SCHEME]),
    POSTAL_ADDRESS_DETECTOR,
    NETWORK_ADDRESS_DETECTOR,
    walletDetector(tools),
    SEED_PHRASE_DETECTOR,
    TRAVEL_DOCUMENT_DETECTOR,
    COORDINATES_DETECTOR,
  ];
}

function named(
  id: string,
  schemes: Parameters<typeof namedValueDetector>[0]['schemes'],
  genericWords: readonly string[] = id === 'national_numbers' ? GENERIC_IDENTITY_WORDS : [],
): Detector {
  return namedValueDetector({ id, version: 1, schemes, genericWords });
}
