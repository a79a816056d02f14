import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as americas from './validate-americas.ts';
import * as asia from './validate-asia.ts';
import * as bank from './validate-bank.ts';
import * as devices from './validate-devices.ts';
import * as east from './validate-europe-east.ts';
import * as north from './validate-europe-north.ts';
import * as south from './validate-europe-south.ts';
import * as west from './validate-europe-west.ts';
import * as health from './validate-health.ts';
import { isIban } from './validate-iban.ts';
import * as rest from './validate-oceania-africa.ts';
import { cardScheme } from './validate-payment-card.ts';

/** Check, values that pass (documented examples, test numbers, or made up to fit), values that must not. */
type Row = readonly [check: (text: string) => boolean, good: string, bad: string];

// biome-ignore format: a table is read down.
const rows: readonly Row[] = [
  [americas.isUsSsn, '123456789 219099998 001010001', '000123456 666123456 900123456 123006789 123450000 111111111'],
  [americas.isUsItin, '912701234 900991234 999881234', '912491234 912661234 912891234 912931234 812701234'],
  [americas.isUsEin, '121234567 951234567', '071234567 001234567 891234567'],
  [americas.isCaSin, '130692544 193456787', '046454286 130692545'],
  [americas.isMxCurp, 'HEGG560427MVZRRL04 BOXW310820HNERXN09', 'HEGG560427MVZRRL05 HEGG561327MVZRRL04'],
  [americas.isMxRfc, 'GODE561231GR8', 'GODE561331GR8'],
  [americas.hasMxRfcCheck, 'GODE561231GR8', 'GODE561231GR7'],
  [americas.isBrCpf, '52998224725 39053344705', '52998224724 11111111111'],
  [americas.isBrCnpj, '11222333000181 12ABC34501DE35', '11222333000182'],
  [americas.isBrPis, '12056412847', '12056412848'],
  [americas.isArCuit, '20123456786 27234567891', '20123456785 21123456786'],
  [americas.isClRut, '123456785 76543216 7654302K', '123456784 11111111'],
  [americas.isCoNit, '8001972684', '8001972685'],
  [americas.isPeRuc, '20512333797', '20512333798'],
  [americas.isEcCedula, '1710034065', '1710034064 9910034065'],
  [americas.isUyCedula, '12345672', '12345671'],
  [west.isUkNino, 'AB123456C QQ123456C', 'BG123456A DA123456A AB123456E'],
  [west.isUkUtr, '1955839661', '2955839661'],
  [west.isUkDrivingLicence, 'MORGA657054SM9IJ', 'MORGA699054SM9IJ'],
  [west.isDeTaxId, '86095742719 47036892816', '86095742718 12345678901'],
  [west.isDePensionNumber, '15070649C103 65170839J003', '15070649C104'],
  [west.isDeDocument, 'T220001293 L01X00T471', 'T220001294'],
  [west.isFrNir, '255081416802538 185057800608491 185052A00608435', '255081416802539 255151416802538'],
  [west.isFrSpi, '3023217600053', '3023217600054'],
  [west.isNlBsn, '111222333 123456782', '111222334'],
  [west.isBeNationalNumber, '85073003328 17073003384', '85073003329'],
  [west.isAtSvnr, '1237010180', '2237010180'],
  [west.isChAhv, '7569217076985', '7569217076984'],
  [west.isIePps, '1234567T 1234567FA', '1234567A'],
  [south.isEsDni, '12345678Z 00000001R', '12345678A'],
  [south.isEsNie, 'X1234567L Z8078221M', 'X1234567A'],
  [south.isEsCif, 'A58818501 Q2826000H', 'A58818502'],
  [south.isEsSocialSecurity, '281234567840', '281234567841'],
  [south.isItCodiceFiscale, 'RSSMRA85M01H501Q MRTMTT25D09F205Z', 'RSSMRA85M01H501A'],
  [south.isItPartitaIva, '00743110157 12345670017', '00743110158'],
  [south.isPtNif, '123456789 501964843', '123456788'],
  [south.isGrAfm, '094259216 023456780', '094259217'],
  [south.isGrAmka, '01013099997', '01013099998'],
  [south.isTrKimlik, '10000000146', '10000000147'],
  [south.isIlIdentity, '123456782', '123456783'],
  [south.isJmbg, '0101006500006', '0101006500007'],
  [north.isSePersonnummer, '8112189876 198112189876', '8112189875'],
  [north.isNoFodselsnummer, '01010750160', '01010750161'],
  [north.isDkCpr, '2110625629', '3213625629'],
  [north.isFiHetu, '131052-308T 010199A8148', '131052-308U'],
  [north.isIsKennitala, '1201743399', '1201743389'],
  [north.isBalticPersonalCode, '37605030299 38703181745', '37605030298'],
  [east.isPlPesel, '44051401359 02070803628', '44051401358'],
  [east.isPlNip, '1234563218', '1234563217'],
  [east.isPlIdCard, 'ABA300000', 'ABA300001'],
  [east.isCzRodneCislo, '7103192745', '7103192746 7113192745'],
  [east.isRoCnp, '1800101221144', '1800101221145'],
  [east.isBgEgn, '7523169263 8032056031', '7523169264'],
  [east.isHuTaxId, '8071592153', '8071592154'],
  [east.isHrOib, '33392005961', '33392005962'],
  [east.isRuInn, '500100732259 7830002293', '500100732258'],
  [east.isRuSnils, '11223344595', '11223344596'],
  [east.isUaTaxpayer, '1759013776', '1759013777'],
  [asia.isInAadhaar, '234567890124', '234567890123 134567890124'],
  [asia.isInPan, 'ABCPE1234F', 'ABCDE1234F'],
  [asia.isInGstin, '27AAPFU0939F1ZV', '27AAPFU0939F1ZA'],
  [asia.isPkCnic, '3520212345671', '0520212345671'],
  [asia.isCnResidentId, '11010519491231002X', '110105194912310021'],
  [asia.isHkId, 'A1234563 AB9876543', 'A1234564'],
  [asia.isTwId, 'A123456789', 'A123456788'],
  [asia.isSgNric, 'S1234567D T0123456G F1234567N', 'S1234567A'],
  [asia.isMyNric, '770305021234', '771305021234'],
  [asia.isIdNik, '3171011708450001', '3171013513450001'],
  [asia.isThCitizenId, '1101700230708', '1101700230709'],
  [asia.isKrRrn, '9001011234568', '9013011234568'],
  [asia.hasKrRrnCheck, '9001011234568', '9001011234567'],
  [asia.isJpMyNumber, '123456789018', '123456789019'],
  [asia.isKzIin, '800101123459', '800101123458'],
  [asia.isLkNic, '853400937V', '853990937V'],
  [rest.isAuTfn, '123456782 876543210', '123456789'],
  [rest.isAuAbn, '51824753556', '51824753557'],
  [rest.isAuMedicare, '2123456701', '2123456711'],
  [rest.isNzIrd, '49091850 136410132', '49091851'],
  [rest.isZaId, '8001015009087', '8001015009088'],
  [rest.isEgNationalId, '29001011234567', '49001011234567'],
  [health.isNpi, '1234567893', '1234567894'],
  [health.isDeaNumber, 'AB1234563', 'AB1234564'],
  [health.isMedicareBeneficiary, '1EG4TE5MK73', '1EG4TE5MK7S'],
  [health.isNhsNumber, '9434765919 4010232137', '9434765918'],
  [health.isOntarioHealthCard, '9876543217 9876543217AB', '9876543218'],
  [health.isBritishColumbiaHealth, '9698658215', '9698658216'],
  [health.isQuebecHealthCard, 'LAPB54610914', 'LAPB54990914'],
  [health.isNzNhi, 'ZZZ0016 ZBN77VL', 'ZZZ0044'],
  [health.isDeHealthInsurance, 'A123456780', 'A123456781'],
  [bank.isAbaRouting, '021000021 111000025', '021000022 991000021'],
  [bank.isClabe, '032180000118359719 002010077777777771', '032180000118359718'],
  [bank.isIfsc, 'SBIN0001234', 'SBIN1001234'],
  [bank.isBic, 'DEUTDEFF COBADEFFXXX', 'DEUTZZFF DEUTDEF'],
  [devices.isImei, '490154203237518', '490154203237519'],
  [devices.isIccid, '89014103211118510720', '89014103211118510721'],
  [devices.isVinWithCheck, '1HGCM82633A004352 1M8GDM9AXKP042788', '1HGCM82643A004352'],
  [isIban, 'DE89370400440532013000 GB29NWBK60161331926819 FR1420041010050500013M02606 NO9386011117947 MT84MALT011000012345MTLCAST001S', 'DE89370400440532013001 DE8937040044053201300 XX89370400440532013000'],
  [(text) => cardScheme(text) !== null, '4111111111111111 4222222222222 5555555555554444 2223003122003222 378282246310005 6011111111111117 3530111333300000 30569309025904 6200000000000005 6759649826438453', '4111111111111112 1234567890123452 41111111111111'],
];

test('each check passes the documented examples of its scheme and refuses what breaks its rules', () => {
  const wrong = rows.flatMap(([check, good, bad]) => [
    ...good
      .split(' ')
      .filter((value) => !check(value))
      .map((value) => `${check.name} refuses ${value}`),
    ...bad
      .split(' ')
      .filter(check)
      .map((value) => `${check.name} passes ${value}`),
  ]);
  assert.deepEqual(wrong, []);
});

test('a payment card is told by its scheme, the narrower range before the wider', () => {
  const schemes = ['4111111111111111', '2223003122003222', '6200000000000005', '6062826786276634', '2200000000000004'];
  assert.deepEqual(schemes.map(cardScheme), ['visa', 'mastercard', 'unionpay', 'hipercard', 'mir']);
});
