import type { IdentifierScheme } from './identifier-scheme.ts';
import { isAuAbn, isAuTfn, isEgNationalId, isElevenDigits, isNzIrd, isZaId } from './validate-oceania-africa.ts';

/** Numbers by which people of Oceania and Africa are known. */
export const OCEANIAN_AND_AFRICAN_SCHEMES: readonly IdentifierScheme[] = [
  {
    type: 'au_tfn',
    words: ['tfn', 'tax file number', 'tax file no', 'tfns'],
    forms: [String.raw`\d{3}[ -]\d{3}[ -]\d{3}`],
    digits: [9, 8],
    isValid: isAuTfn,
    proof: 'check',
    isGeneric: true,
  },
  {
    type: 'au_abn',
    words: ['abn', 'australian business number'],
    forms: [String.raw`\d{2} \d{3} \d{3} \d{3}`],
    digits: [11],
    isValid: isAuAbn,
    proof: 'check',
  },
  {
    type: 'nz_ird',
    words: ['ird', 'ird number', 'ird no', 'inland revenue number'],
    forms: [String.raw`\d{2,3}-\d{3}-\d{3}`],
    digits: [9, 8],
    isValid: isNzIrd,
    proof: 'check',
  },
  {
    type: 'za_id',
    words: ['za id', 'rsa id', 'south african id', 'sa id', 'id number', 'sa id number', 'identity number'],
    forms: [String.raw`\d{6} \d{4} \d{3}`, String.raw`\d{6} \d{4} \d{2} \d`],
    digits: [13],
    isValid: isZaId,
    proof: 'check',
    isGeneric: true,
    alone: [{ groups: '6 4 3', confidence: 75 }],
  },
  {
    type: 'eg_national_id',
    words: ['الرقم القومي', 'egyptian national id', 'egypt id', 'raqam qawmi'],
    forms: [String.raw`\d{14}`],
    digits: [14],
    isValid: isEgNationalId,
    proof: 'check',
    isGeneric: true,
  },
  {
    type: 'ng_nin',
    words: ['nin', 'national identification number', 'nimc', 'nin number'],
    forms: [String.raw`\d{4}[ -]\d{3}[ -]\d{4}`],
    digits: [11],
    isValid: isElevenDigits,
    proof: 'shape',
  },
  {
    type: 'ng_bvn',
    words: ['bvn', 'bank verification number'],
    forms: [String.raw`\d{11}`],
    digits: [11],
    isValid: isElevenDigits,
    proof: 'shape',
  },
  {
    type: 'ke_national_id',
    words: ['huduma', 'kenyan id', 'kenya national id'],
    forms: [String.raw`\d{7,8}`],
    digits: [8, 7],
    isValid: (text) => text.length > 6,
    proof: 'shape',
  },
];
