import type { DataClass } from './data-class.ts';
import type { FindingType } from './finding-types.ts';

function row(type: string, word: string, instead: string, dataClass: DataClass = 'restricted'): FindingType {
  return { type, group: 'financial', dataClass, word, instead };
}

const LAST_DIGITS = 'Leave the number out, or keep its last four digits only.';

/** What moves money, and where it lies. */
export const FINANCIAL_TYPES: readonly FindingType[] = [
  row('payment_card', 'a payment card number', LAST_DIGITS),
  row(
    'card_security_code',
    'the security code of a payment card',
    'Leave the code out: nobody but the card holder may keep it.',
  ),
  row('iban', 'an IBAN', LAST_DIGITS),
  row('bank_account', 'a bank account number', LAST_DIGITS),
  row('bank_routing', 'a bank routing number', 'Name the bank in its place.', 'confidential'),
  row('bank_sort_code', 'a sort code or BSB', 'Name the bank in its place.', 'confidential'),
  row('swift_bic', 'a BIC (SWIFT code)', 'Name the bank in its place.', 'internal'),
  row('in_ifsc', 'an Indian bank branch code (IFSC)', 'Name the bank in its place.', 'internal'),
  row('mx_clabe', 'a Mexican CLABE', LAST_DIGITS),
  row(
    'insurance_policy',
    'the number of an insurance policy',
    'Leave the number out, or write "the policy".',
    'confidential',
  ),
  row(
    'crypto_wallet',
    'the address of a crypto wallet',
    'Keep its first and last four characters only.',
    'confidential',
  ),
  row(
    'crypto_seed_phrase',
    'the recovery phrase of a crypto wallet',
    'Never send it; move the funds if it has left your hands.',
  ),
];
