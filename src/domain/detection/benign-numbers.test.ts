import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { createIdentifierDetectors } from './identifier-detectors.ts';
import { createScanner } from './scan-text.ts';

const SURE = 50;
const scanner = createScanner(
  createIdentifierDetectors({
    sha256Bytes: (bytes) => createHash('sha256').update(bytes).digest(),
    keccak256Bytes: (bytes) => keccak_256(bytes),
    isPhoneNumber: (text, region) =>
      parsePhoneNumberFromString(
        text,
        region !== null && isSupportedCountry(region) ? region : undefined,
      )?.isValid() === true,
  }),
);

function found(text: string): readonly string[] {
  return scanner
    .scan(text)
    .findings.filter(({ confidence }) => confidence >= SURE)
    .map(({ type, start, end }) => `${type}:${text.slice(start, end)}`);
}

function assertFound(rows: readonly (readonly [text: string, ...expected: readonly string[]])[]): void {
  for (const [text, ...expected] of rows) assert.deepEqual(found(text), expected, text);
}

test('Codes of dumps and of machine code are no phones and no cards, and a few codes do not hide one', () => {
  assertFound([
    ['0b ea 5e 05 40 82 09 69  6c fc a2 bc 58 12 8d cc'],
    ['<f@plt>\n    cd28:\t48 8b 05 19 88 01 00 \tmov    0x18819(%rip),%rax'],
    ['000023a0: 6039 0200 0000 0000 0800 0000 0000 0000  `9......'],
    ['a1b2 c3d4 4111 1111 1111 1111', 'payment_card:4111 1111 1111 1111'],
    ['ea 5e 06 12 34 56 78', 'phone:06 12 34 56 78'],
  ]);
});

test('Versions, addresses of machines, dates, places on earth and further fields are no phones', () => {
  assertFound([
    ['npm warn phone-card@10.9.7.3731 is no longer supported'],
    ['iPhone OS 17_1 Mobile/15E148"\n172.27.20.101 - svc'],
    ['For a time text "07/10/96 4:5 PM, PDT" this is parsed'],
    ['PH +143512+1205804 Asia/Manila, CA +5017-10750 Swift_Current'],
    ['"phone_id": "4547720528"'],
    ['/search?q=session+phone&page=63&_=3793708408882'],
    ['tel. 31.22.65.43', 'phone:31.22.65.43'],
    ['phone: 4547720528', 'phone:4547720528'],
    ['+4930901820', 'phone:+4930901820'],
  ]);
});

test('Numbers of goods, drawings and few digits over and over are no cards', () => {
  assertFound([
    ['4059924291984,084709451448,60743879,"batch 059ml",9.12'],
    ['#card-304 c129.90 307.61 -40.80221 304.390 236.01 73.24'],
    ['value [ 6 7 0 0 6 7 0 0 6 7 0 0 ]'],
    ['card 4059924291984', 'payment_card:4059924291984'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', 'payment_card:4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
  ]);
});

test('Accounts of services, days, times and articles are no numbers of people', () => {
  assertFound([
    ['"AwsAccountId": "123456789012", account id 3829080'],
    ['Fuel report for account 1 on 2015-09-16 at 02:07:31 PM'],
    ['bash 5.2-rc1\nPO-Revision-Date: 2022-06-21 20:10+02:00'],
    ['gcc-snapshot (<< 1:20210110-0~), America/Knox +410305-0863611'],
    ['The driver needs firmware 14.18.11 or later (KB1732664).'],
    ['[pid 17327:tid 140556427144304] [client'],
    ['account: 38290804', 'bank_account:38290804'],
    ['rodné číslo 736028/5163', 'cz_rodne_cislo:736028/5163'],
  ]);
});

test('Numbers of roads and years of rights are no addresses, versions and clauses no machines', () => {
  assertFound([
    ['Frist von 12 Tagen. Die Bundesstraße 78 ist bei Kilometer 25,0 gesperrt.'],
    ['Copyright Calle Rosenquist, 2016-2018 (xbreak)'],
    ['libmono-corlib4.5-cil (>= 5.18.0.240), libmono-system4.0-cil (= 5.16.0.220)'],
    ['(seit Dpkg 1.4.1.17).\n.IP "\\fBmulti-conrep\\fR" 4'],
    ['// [23.3.1.3] multimap operations:'],
    ['Bundesstraße 78, 20146 Hamburg', 'postal_address:Bundesstraße 78, 20146 Hamburg'],
    ['Calle Mayor 25, Madrid', 'postal_address:Calle Mayor 25, Madrid'],
    ['ip address [23.3.1.3]', 'ip_address:23.3.1.3'],
  ]);
});
