import { luhnDigit, verhoeffDigit, weighted } from './check-digits.ts';
import {
  bech32Address,
  dni,
  groupsOf,
  makeBirth,
  makeCard,
  makeCodiceFiscale,
  makeCpf,
  makeEmail,
  makeGermanTaxId,
  makeIban,
  makeNhs,
  makeNir,
  makePesel,
  makePhone,
  makeRouting,
  two,
  until,
} from './identifier-makers.ts';
import type { ValueKind } from './labelled.ts';
import { DIGITS, HEX, type Random, UPPER } from './random.ts';

type Group = ValueKind['group'];
type Row = readonly [
  kind: string,
  group: Group,
  types: readonly string[],
  labels: readonly string[],
  make: (random: Random) => string,
];

const ROWS: readonly Row[] = [
  ['iban', 'financial', ['iban'], ['IBAN', 'Kontonummer', 'compte', 'cuenta'], makeIban],
  [
    'payment_card',
    'financial',
    ['payment_card'],
    ['card number', 'Kreditkarte', 'carte bancaire', 'PAN', 'tarjeta'],
    makeCard,
  ],
  ['us_routing', 'financial', ['bank_routing'], ['routing number', 'ABA'], makeRouting],
  [
    'swift',
    'financial',
    ['swift_bic'],
    ['BIC', 'SWIFT'],
    (r) =>
      `${r.pick(['DEUT', 'BNPA', 'COBA', 'UNCR'])}${r.pick(['DE', 'FR', 'IT'])}${r.letters(UPPER, 1)}${r.letters(DIGITS, 1)}${r.pick(['', 'XXX'])}`,
  ],
  ['bitcoin', 'financial', ['crypto_wallet'], ['wallet', 'BTC address'], (r) => bech32Address(r)],
  ['email', 'personal', ['email'], ['e-mail', 'E-Mail', 'courriel', 'correo'], makeEmail],
  ['phone', 'personal', ['phone'], ['phone', 'Telefon', 'téléphone', 'teléfono', 'cellulare', 'mobile'], makePhone],
  [
    'date_of_birth',
    'personal',
    ['date_of_birth'],
    ['date of birth', 'DOB', 'Geburtsdatum', 'né le', 'fecha de nacimiento'],
    makeBirth,
  ],
  [
    'us_ssn',
    'personal',
    ['us_ssn'],
    ['SSN', 'social security number'],
    (r) => `${r.pick(['078', '212', '456', '601'])}-${two(r.int(98) + 1)}-${String(r.int(9998) + 1).padStart(4, '0')}`,
  ],
  [
    'uk_nino',
    'personal',
    ['uk_nino'],
    ['National Insurance number', 'NINO'],
    (r) => `${r.pick(['AB', 'JG', 'SC', 'WX'])} ${groupsOf(r.letters(DIGITS, 6), 2)} ${r.letters('ABCD', 1)}`,
  ],
  ['uk_nhs', 'health', ['uk_nhs_number'], ['NHS number', 'NHS no'], makeNhs],
  ['de_tax_id', 'personal', ['de_tax_id'], ['Steuer-ID', 'Steueridentifikationsnummer', 'IdNr'], makeGermanTaxId],
  ['fr_nir', 'personal', ['fr_nir'], ['NIR', 'numéro de sécurité sociale'], makeNir],
  ['it_codice_fiscale', 'personal', ['it_codice_fiscale'], ['codice fiscale', 'C.F.'], makeCodiceFiscale],
  ['es_dni', 'personal', ['es_dni'], ['DNI', 'NIF'], (r) => dni(r)],
  [
    'nl_bsn',
    'personal',
    ['nl_bsn'],
    ['BSN', 'burgerservicenummer'],
    (r) =>
      until(
        r,
        () => r.letters(DIGITS, 9),
        (text) => text.charAt(0) !== '0' && weighted(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
      ),
  ],
  ['pl_pesel', 'personal', ['pl_pesel'], ['PESEL'], makePesel],
  ['br_cpf', 'personal', ['br_cpf'], ['CPF'], makeCpf],
  [
    'in_aadhaar',
    'personal',
    ['in_aadhaar'],
    ['Aadhaar', 'Aadhaar number'],
    (r) => {
      const body = r.pick(['2', '5', '8']) + r.letters(DIGITS, 10);
      return groupsOf(body + verhoeffDigit(body), 4);
    },
  ],
  [
    'in_pan',
    'personal',
    ['in_pan'],
    ['PAN', 'PAN card'],
    (r) => `${r.letters(UPPER, 3)}P${r.letters(UPPER, 1)}${r.letters(DIGITS, 4)}${r.letters(UPPER, 1)}`,
  ],
  [
    'se_personnummer',
    'personal',
    ['se_personnummer'],
    ['personnummer'],
    (r) => {
      const date = `${two(r.int(60) + 40)}${two(r.int(12) + 1)}${two(r.int(28) + 1)}`;
      const body = r.letters(DIGITS, 3);
      return `${date}-${body}${luhnDigit(date + body)}`;
    },
  ],
  [
    'ch_ahv',
    'personal',
    ['ch_ahv'],
    ['AHV-Nummer', 'AVS'],
    (r) => {
      const body = `756${r.letters(DIGITS, 9)}`;
      const sum = weighted(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]);
      return `756.${body.slice(3, 7)}.${body.slice(7, 11)}.${body.slice(11)}${(10 - (sum % 10)) % 10}`;
    },
  ],
  [
    'ca_sin',
    'personal',
    ['ca_sin'],
    ['SIN', 'social insurance number'],
    (r) => {
      const body = `${r.int(7) + 1}${r.letters(DIGITS, 7)}`;
      return groupsOf(body + luhnDigit(body), 3);
    },
  ],
  [
    'au_tfn',
    'personal',
    ['au_tfn'],
    ['TFN', 'tax file number'],
    (r) =>
      groupsOf(
        until(
          r,
          () => r.letters(DIGITS, 9),
          (text) => text.charAt(0) !== '0' && weighted(text, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
        ),
        3,
      ),
  ],
  [
    'passport',
    'personal',
    ['passport'],
    ['passport number', 'Reisepass-Nr.', 'passeport n°', 'pasaporte'],
    (r) =>
      r.pick([
        `C${r.letters('CFGHJKLMNPRTVWXYZ0123456789', 8)}`,
        r.letters(DIGITS, 9),
        `${r.letters(DIGITS, 2)}${r.letters(UPPER, 2)}${r.letters(DIGITS, 5)}`,
      ]),
  ],
  [
    'us_npi',
    'health',
    ['us_npi'],
    ['NPI'],
    (r) => {
      const body = `1${r.letters(DIGITS, 8)}`;
      return body + luhnDigit(`80840${body}`);
    },
  ],
  [
    'ipv4',
    'network',
    ['ip_address'],
    ['host', 'client ip', 'remote_addr'],
    (r) => `${r.pick([84, 91, 145, 203])}.${r.int(255)}.${r.int(255)}.${r.int(253) + 1}`,
  ],
  [
    'ipv6',
    'network',
    ['ip_address'],
    ['host', 'ipv6'],
    (r) => `2a0${r.int(9)}:${r.letters(HEX, 4)}:${r.letters(HEX, 3)}::${r.letters('123456789abcdef', 4)}`,
  ],
  [
    'mac',
    'network',
    ['mac_address'],
    ['MAC', 'hwaddr'],
    (r) => Array.from({ length: 6 }, () => r.letters(HEX, 2)).join(':'),
  ],
];

export const IDENTIFIER_KINDS: readonly ValueKind[] = ROWS.map(
  ([kind, group, types, labels, make]): ValueKind => ({ kind, group, types, labels, make }),
);
