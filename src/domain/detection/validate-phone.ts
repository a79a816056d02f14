// Calling codes of ITU-T E.164 with the lengths of national numbers as the plans give them out, from-to.
const plans =
  '1:10-10 7:10-10 20:8-10 27:9-9 30:10-10 31:9-9 32:8-9 33:9-9 34:9-9 36:8-9 39:6-12 40:9-9 41:9-9 43:7-13 44:9-10 ' +
  '45:8-8 46:7-10 47:8-8 48:9-9 49:6-13 51:8-9 52:10-11 53:8-8 54:10-11 55:10-11 56:9-9 57:8-10 58:10-10 60:8-10 ' +
  '61:9-9 62:8-12 63:8-10 64:8-10 65:8-8 66:8-9 81:9-10 82:8-10 84:9-10 86:9-11 90:10-10 91:10-10 92:9-10 93:9-9 ' +
  '94:9-9 95:7-10 98:10-10';

type Lengths = { readonly from: number; readonly to: number };

const lengthsByCode: ReadonlyMap<string, Lengths> = new Map(
  plans.split(' ').map((plan) => {
    const [code = '', from = '0', to = '0'] = plan.split(/[:-]/);
    return [code, { from: Number(from), to: Number(to) }];
  }),
);

/** Digits of the shortest number with its code. */
export const INTERNATIONAL_MIN: number = Math.min(
  9,
  ...[...lengthsByCode].map(([code, { from }]) => code.length + from),
);

/** Three-digit codes are given out in these tens, with seven to ten digits behind them nearly everywhere. */
const tensOfThree =
  /^(?:21[1-368]|22\d|23\d|24\d|25[0-8]|26\d|29[017-9]|35\d|37\d|38[0-25-79]|42[013]|50\d|59\d|67[02-9]|68\d|69[0-2]|85[0-6]|88[06]|96[0-8]|97[0-79]|99[2-68])/;

/** Whether digits behind a `+` begin with a calling code and go on as long as its plan says. */
export function isInternationalLength(digits: string): boolean {
  for (const size of [1, 2]) {
    const lengths = lengthsByCode.get(digits.slice(0, size));
    if (lengths !== undefined) return digits.length - size >= lengths.from && digits.length - size <= lengths.to;
  }
  return tensOfThree.test(digits) && digits.length >= 9 && digits.length <= 13;
}

/** Area and exchange of the North American plan begin with 2 to 9 and are no service codes (NANPA). */
export function isNorthAmerican(ten: string): boolean {
  return /^[2-9]\d{2}[2-9]\d{6}$/.test(ten) && ten.slice(1, 3) !== '11' && ten.slice(4, 6) !== '11';
}
