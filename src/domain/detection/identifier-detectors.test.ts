import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { DetectionTools } from './detector.ts';
import { findingTypeOf } from './finding-types.ts';
import { createIdentifierDetectors } from './identifier-detectors.ts';
import { createScanner } from './scan-text.ts';

const tools: DetectionTools = {
  sha256Bytes: (bytes) => createHash('sha256').update(bytes).digest(),
  keccak256Bytes: (bytes) => keccak_256(bytes),
  isPhoneNumber: (text, region) =>
    parsePhoneNumberFromString(text, region !== null && isSupportedCountry(region) ? region : undefined)?.isValid() ===
    true,
};
const detectors = createIdentifierDetectors(tools);
const scanner = createScanner(detectors);

/** What is found, as `type:value`. */
function found(text: string): readonly string[] {
  const { findings, failures } = scanner.scan(text);
  assert.deepEqual(failures, []);
  return findings.map(({ type, start, end }) => `${type}:${text.slice(start, end)}`);
}

/** A text, and all that is to be found in it. */
function assertFound(rows: readonly (readonly [text: string, ...expected: readonly string[]])[]): void {
  for (const [text, ...expected] of rows) assert.deepEqual(found(text), expected, text);
}

test('every type that these detectors report has a row in the catalogue', () => {
  const missing = detectors.flatMap(({ types }) => types.filter((type) => findingTypeOf(type) === undefined));
  assert.deepEqual(missing, []);
});

test('cards are found whole, grouped, dotted, spaced out and in full-width digits, and only with a check digit that holds', () => {
  assertFound([
    ['Card 4111 1111 1111 1111 exp 12/27', 'payment_card:4111 1111 1111 1111'],
    ['5555-5555-5555-4444', 'payment_card:5555-5555-5555-4444'],
    ['378282246310005', 'payment_card:378282246310005'],
    ['Visa 4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1', 'payment_card:4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1'],
    ['４１１１ １１１１ １１１１ １１１１', 'payment_card:４１１１ １１１１ １１１１ １１１１'],
    ['4111 1111 1111 1112'],
    ['0.4111111111111111'],
    // Codes of characters, by strokes.
    ['6733 6734\n6735 6736 6737 6738 6739 673A 673B 673C\n673D'],
    ['5950 5949 594F 594E 5950 5951 5952\n5953 5955 5956 2161A'],
    ['order 1234567890123452'],
  ]);
});

test('an IBAN is found in any grouping and with its bank in letters', () => {
  assertFound([
    ['DE89 3704 0044 0532 0130 00', 'iban:DE89 3704 0044 0532 0130 00'],
    ['pay to GB29NWBK60161331926819.', 'iban:GB29NWBK60161331926819'],
    ['{"iban":"NL91ABNA0417164300"}', 'iban:NL91ABNA0417164300'],
    ['FR14 2004 1010 0505 0001 3M02 606', 'iban:FR14 2004 1010 0505 0001 3M02 606'],
    ['DE89 3704 0044 0532 0130 01'],
  ]);
});

test('numbers with one weak check or none need their name, in prose, JSON, YAML and markup', () => {
  assertFound([
    ['123456789'],
    ['SSN 123456789', 'us_ssn:123456789'],
    ['{"ssn": "219-09-9998"}', 'us_ssn:219-09-9998'],
    ['social_security_number: 219 09 9998', 'us_ssn:219 09 9998'],
    ['<bsn>111222333</bsn>', 'nl_bsn:111222333'],
    ['AB123456C'],
    ['Her NI number is AB 12 34 56 C.', 'uk_nino:AB 12 34 56 C'],
    ['AB1234567 is my passport number', 'passport:AB1234567'],
    ['customerPassportNumber=X12345678', 'passport:X12345678'],
    ['routing number 021000021, account number 1234567890', 'bank_routing:021000021', 'bank_account:1234567890'],
    ['NHS number 943 476 5919', 'uk_nhs_number:943 476 5919'],
    ['national id: 44051401359', 'pl_pesel:44051401359'],
  ]);
});

test('numbers of strong form stand without a name', () => {
  assertFound([
    ['529.982.247-25', 'br_cpf:529.982.247-25'],
    ['11.222.333/0001-81', 'br_cnpj:11.222.333/0001-81'],
    ['35202-1234567-1', 'pk_cnic:35202-1234567-1'],
    ['756.9217.0769.85', 'ch_ahv:756.9217.0769.85'],
    ['85.07.30-033.28', 'be_national_number:85.07.30-033.28'],
    ['12.345.678-5', 'cl_rut:12.345.678-5'],
    ['S1234567D', 'sg_nric:S1234567D'],
    ['11010519491231002X', 'cn_resident_id:11010519491231002X'],
    ['219-09-9998', 'us_ssn:219-09-9998'],
    ['2 55 08 14 168 025 38', 'fr_nir:2 55 08 14 168 025 38'],
  ]);
});

test('a name at the head of a column speaks for the cells below it', () => {
  assertFound([
    [
      'name,bsn,passport\n"Vries, de",111222333,AB1234567\nJansen,123456782,CD7654321\n',
      ...['nl_bsn:111222333', 'passport:AB1234567', 'nl_bsn:123456782', 'passport:CD7654321'],
    ],
    ['| who | NINO |\n|---|---|\n| Ann | AB123456C |\n', 'uk_nino:AB123456C'],
    [
      "INSERT INTO people (name, passport, dob) VALUES ('Ann','AB1234567','1985-03-12');",
      'passport:AB1234567',
      'date_of_birth:1985-03-12',
    ],
    ['<tr><th>Name</th><th>Passport No</th></tr><tr><td>Ann</td><td>L90632742</td></tr>', 'passport:L90632742'],
  ]);
});

test('label and value may stand in neighbouring cells, and words for whose it is between them', () => {
  assertFound([
    ['<td>Passport No</td>\n  <td class="value">L90632742</td>', 'passport:L90632742'],
    ['| Passport No   |   L90632742 |', 'passport:L90632742'],
    ['<dt>Swift</dt><dd>DEUTDEFF500</dd>', 'swift_bic:DEUTDEFF500'],
    ['The BIC of the customer is COBADEFFXXX.', 'swift_bic:COBADEFFXXX'],
    ['passeport n°: C332TLW6N', 'passport:C332TLW6N'],
    ['id;Reisepass-Nr.;amount\n305;CLL9FGC3G;412.50\n', 'passport:CLL9FGC3G'],
    ["carta d'identità CA12345AB", 'national_id:CA12345AB'],
  ]);
});

test('letters that look like Latin ones are read so in numbers of documents and in pairs', () => {
  assertFound([
    ['NINO: АВ 12 34 56 С', 'uk_nino:АВ 12 34 56 С'],
    ['MAC: 8е:ее:48:аз:99:94'.replace('з', '7'), 'mac_address:8е:ее:48:а7:99:94'],
  ]);
});

test('mail addresses are found, and logins, remotes, versions and file names are not', () => {
  assertFound([
    ['Write to jane.doe+x@mail.example.co.uk.', 'email:jane.doe+x@mail.example.co.uk'],
    ['<mailto:jörg@müller.de>', 'email:jörg@müller.de'],
    ['git@github.com:owner/name.git ssh://deploy@host.example.org icon@2x.png left-pad@1.3.0 @scope/name'],
    ['ssh root@machine.example.org'],
    ['https://user:word@host.example.org/'],
  ]);
});

test('phones are found with a plus, in brackets and behind their words, and dates, versions and identifiers are not', () => {
  assertFound([
    ['+49 30 901820', 'phone:+49 30 901820'],
    ['+44 (0)20 7946 0958', 'phone:+44 (0)20 7946 0958'],
    ['(415) 555-2671', 'phone:(415) 555-2671'],
    ['tel: 415.555.2671 x12', 'phone:415.555.2671 x12'],
    ['Appelez le 06 12 34 56 78', 'phone:06 12 34 56 78'],
    ['Handy 0171/1234567', 'phone:0171/1234567'],
    ['phone: 5551234567', 'phone:5551234567'],
    ['1FD3; 0399 0308 0301; 0069 0307 0301'],
    ['1700000000 2024-01-15 12:30:45 10.4.2024 3.14159265358979 550e8400-e29b-41d4-a716-446655440000'],
  ]);
});

test('a date of birth is a date beside a word for birth', () => {
  assertFound([
    ['Born on May 3, 1980, hired 2010-01-04', 'date_of_birth:May 3, 1980'],
    ['geboren am 03.05.1980', 'date_of_birth:03.05.1980'],
    ['née le 3 mai 1980', 'date_of_birth:3 mai 1980'],
    ['{"dob":"1980-05-03"}', 'date_of_birth:1980-05-03'],
    ['released on 1980-05-03'],
  ]);
});

test('addresses are found in the order of their language, with place and postcode', () => {
  assertFound([
    ['She lives at 221B Baker Street, London NW1 6XE.', 'postal_address:221B Baker Street, London NW1 6XE'],
    ['12 Oak Avenue, Apt 4, Springfield, IL 62704', 'postal_address:12 Oak Avenue, Apt 4, Springfield, IL 62704'],
    ['Musterstraße 12a, 12345 Berlin', 'postal_address:Musterstraße 12a, 12345 Berlin'],
    ['12 rue de la Paix, 75002 Paris', 'postal_address:12 rue de la Paix, 75002 Paris'],
    ['Calle Mayor 12, 28013 Madrid', 'postal_address:Calle Mayor 12, 28013 Madrid'],
    ['Via Roma 12, 00184 Roma', 'postal_address:Via Roma 12, 00184 Roma'],
    ['Keizersgracht 123, 1015 CJ Amsterdam', 'postal_address:Keizersgracht 123, 1015 CJ Amsterdam'],
    ['51 Franklin Street, Fifth Floor, Boston, MA 02110-1301'],
    ['via HTTP 2 on the way'],
  ]);
});

test('network addresses are found, and loopback, documentation, masks and versions are not', () => {
  assertFound([
    ['client 185.199.108.153:443', 'ip_address:185.199.108.153'],
    ['2a00:1450:4009:80b::200e', 'ip_address:2a00:1450:4009:80b::200e'],
    ['00:1B:44:11:3A:B7', 'mac_address:00:1B:44:11:3A:B7'],
    ['INFO user update from_host=203.103.14.89 ok', 'ip_address:203.103.14.89'],
    ['<td>IP</td><td>52.215.61.4</td>', 'ip_address:52.215.61.4'],
    ['>=52.215.61.4 name>52.215.61.4'],
    ['ipaddress = None\n__version__ = "3.5.0.1"'],
    ['host: 91.22.14.7', 'ip_address:91.22.14.7'],
    ['{"client": "84.2.3.17"}', 'ip_address:84.2.3.17'],
    ['device;b5-ec-ec-c5-83-d0;x', 'mac_address:b5-ec-ec-c5-83-d0'],
    ['| 95-64-04-82-79-09 |', 'mac_address:95-64-04-82-79-09'],
    ['26-03-04-12-00-01 ad-be-ef-00-11-22-33-44 550e8400-e29b-41d4-a716-446655440000 to-be-or-ab-cd-ef'],
    ['ObjectIdentifier("1.3.101.112"), server version 4.2.1.7, address 1.2.3.4'],
    ['127.0.0.1 0.0.0.0 255.255.255.0 192.0.2.7 2001:db8::1 ::1 std::vector 12:30:45 v1.2.3.4 Chrome/120.0.6099.109'],
  ]);
});

test('wallets are known by their checksums, recovery phrases by their words', () => {
  const ethereum = ['0x', '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'].join('');
  const bitcoin = ['1A1zP1eP5QGefi2', 'DMPTfTL5SLmv7DivfNa'].join('');
  const words = 'abandon ability able about above absent absorb abstract absurd abuse access accident';
  assertFound([
    [`send to ${ethereum}`, `crypto_wallet:${ethereum}`],
    [ethereum.replace('5aA', '5AA')],
    [`Miller, ${ethereum.toLowerCase()}, London`, `crypto_wallet:${ethereum.toLowerCase()}`],
    [`commit hash ${ethereum.toLowerCase()}`],
    [`0x${'0'.repeat(36)}dead`],
    [bitcoin, `crypto_wallet:${bitcoin}`],
    [bitcoin.replace('DivfNa', 'DivfNb')],
    [`seed phrase: ${words}`, `crypto_seed_phrase:${words}`],
  ]);
});

test('the machine-readable lines of a passport are found by shape and check digits', () => {
  const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
  assertFound([[lines.join('\n'), ...lines.map((line) => `travel_document:${line}`)], ['a << b << c <<<<<<< HEAD']]);
});

test('text that only looks like numbers of people has no findings', () => {
  const integrity = ['sha512-', 'Zm9vYmFyYmF6cXV4'.repeat(5), '=='].join('');
  assertFound([
    [`"integrity": "${integrity}", "version": "12.345.678"`],
    ['const flags = [0x1234567, 1e21, 4294967295, 2147483647, 9007199254740991];'],
    ['d41d8cd98f00b204e9800998ecf8427e da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['2024-01-15T12:30:45.123456Z INFO took 1705321845123 ns, 1705321845 s, id=8837465019283746'],
    ['ISBN 978-3-16-148410-0, DOI 10.1000/182, RFC 2119 section 4.1.1.1'],
    ['M12 4.5C12 4.5 13.25 6.1234567 14.9876543 8.1234567L20 12'],
    ['- Added a file for contact info\n\n## 6.6.3 2021-07-14\n\n- Do not show passwords'],
    ['uid="4f3a3636-6160-4a04-aba6-ff105b94ee99" resourceVersion="242248882"'],
    ['the phone falls back to 0.5772156649 after that'],
  ]);
});

test('accounts of letters, boxes at the post office, streets of Vienna and of France, and wallets without the name of their chain are found', () => {
  assertFound([
    ['transfer to LV71BANKABCDEFGHIJKLM today', 'iban:LV71BANKABCDEFGHIJKLM'],
    ['transfer to LV00BANKABCDEFGHIJKLM today'],
    ['Ship to PO Box 1182, Reno, NV 89501', 'postal_address:PO Box 1182, Reno, NV 89501'],
    ['Anschrift: Mariahilfer Straße 88, 1070 Wien', 'postal_address:Mariahilfer Straße 88, 1070 Wien'],
    ['Anschrift: Lindenallee 45a, 10115 Berlin', 'postal_address:Lindenallee 45a, 10115 Berlin'],
    ['24, boulevard Gambetta, 06000 Nice', 'postal_address:24, boulevard Gambetta, 06000 Nice'],
    [
      'Rua das Flores, 123 - Centro, Curitiba - PR, 80020-000',
      'postal_address:Rua das Flores, 123 - Centro, Curitiba - PR, 80020-000',
    ],
    ['my PO box 12 is full, and the string 5 of the dam 7 broke'],
    [
      'wallet: GJRW66txYBKmaXHhesbgBcKUKyS5irUyXBkbsXv6wGFW',
      'crypto_wallet:GJRW66txYBKmaXHhesbgBcKUKyS5irUyXBkbsXv6wGFW',
    ],
    ['{ "Account code": 101000, "Account name": "Fines" }'],
    ['Account: 48210377', 'bank_account:48210377'],
  ]);
});

test('names are known as columns and fields write them, and what is joined to a name is none', () => {
  assertFound([
    ['{"p_iva":"09989176384"}', 'it_partita_iva:09989176384'],
    ['sv_nr=3048 231258', 'at_svnr:3048 231258'],
    ['driver_s_license=D9051761', 'driving_licence:D9051761'],
    ['Employer Identification Number: 12-6337211', 'us_ein:12-6337211'],
    ['id,social_security_number,country\n281,"467153362",XX', 'us_ssn:467153362'],
    ['| Passport No. | Note |\n|---|---|\n| Y11186947 | ok |', 'passport:Y11186947'],
    ['Registration: GH71 PWX', 'licence_plate:GH71 PWX'],
    ['Registration: 12345'],
    ['cvv=489 user=881', 'card_security_code:489'],
    ['NS_SWIFT_UNAVAILABLE'],
    ['foreign_key = "account_id"\n12:34:56 78:90:12'],
    ['headers of the call.\n- 2559173: add'],
    ['Copyright Calle Rosenquist, 2017 (x)'],
    ['entities made via the DOM Level 2\ninterface'],
    ['Tlf: 649 15 59 76', 'phone:649 15 59 76'],
  ]);
});

test('addresses of private networks need a name that says what they are', () => {
  assertFound([
    ['client ip: 192.168.7.30', 'ip_address:192.168.7.30'],
    ['INFO filter - 10.65.130.76 GET /orders 200'],
    ['accepted connection from 10.65.130.76'],
    ['accepted connection from 93.65.130.76', 'ip_address:93.65.130.76'],
  ]);
});

test('a number is that of its name behind "no." and in the answer to a question', () => {
  assertFound([
    ['Anna called about order 4500206570, batch 7630405483.'],
    ['EIN no. 94-7387677', 'us_ein:94-7387677'],
    ['[14:02] tom: whats the CPR-nummer?\n[14:03] ana: 010862-1576\n', 'dk_cpr:010862-1576'],
  ]);
});
