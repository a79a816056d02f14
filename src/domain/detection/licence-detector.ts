import type { Detector, Hit, ScannedText, WordGroup } from './detector.ts';

/** Words of a licence that lets everybody use the text. */
const GRANTS: WordGroup = {
  name: 'licence_grant',
  words: [
    ...['permission is hereby granted', 'redistribution and use', 'apache license', 'mit license', 'bsd license'],
    ...['licensed under', 'released under', 'dual licensed', 'general public license', 'mozilla public license'],
    ...['isc license', 'public domain', 'spdx-license-identifier', 'creative commons'],
  ],
};

/** Words of a notice that puts a text under a copyleft licence; without them the licence is only spoken of. */
const COPYLEFT_NOTICES: WordGroup = {
  name: 'licence_copyleft_notice',
  words: ['redistribute it', 'under the terms', 'licensed under', 'subject to the terms', 'distributed under'],
};

const COPYRIGHT: WordGroup = {
  name: 'licence_copyright',
  words: ['copyright', '(c)', '© ', '©1', '©2', 'copyrighted'],
};

const SPDX = 'spdx-license-identifier:';
const COPYLEFTS = [
  ...['gnu general public license', 'gnu affero general public license', 'gnu lesser general public license'],
  ...[
    'mozilla public license',
    'eclipse public license',
    'european union public licence',
    'server side public license',
  ],
];
const RESERVATIONS = [
  ...['all rights reserved', 'alle rechte vorbehalten', 'tous droits réservés', 'tutti i diritti riservati'],
  ...['todos los derechos reservados', 'todos os direitos reservados', 'alle rechten voorbehouden'],
];
const PROPRIETARY = [
  ...['proprietary and confidential', 'confidential and proprietary', 'unauthorized copying of this file'],
  ...['unauthorised copying of this file', 'proprietary software', 'proprietary source code', 'proprietary license'],
  ...['may not be copied or distributed without', 'unpublished proprietary'],
];
const PERMISSIVES = [
  ...['permission is hereby granted, free of charge', 'licensed under the apache license', 'licensed under the mit'],
  ...['redistribution and use in source and binary forms', 'released under the mit license'],
];

const SPDX_COPYLEFT = /\b(?:[AL]?GPL|MPL|EUPL|CDDL|EPL|OSL|SSPL|CECILL|CC-BY-SA|MS-RL)-/;
const SPDX_PROPRIETARY = /^(?:LicenseRef-\S{0,60}(?:proprietary|commercial|internal)|UNLICENSED|NONE$|proprietary)/i;

/** Notices on who may have a text, as they stand at the head of files. SPDX: specification 2.3, annex E. */
export const licenceDetector: Detector = {
  id: 'licence',
  version: 1,
  types: ['licence_proprietary', 'licence_copyleft', 'licence_permissive'],
  anchors: [SPDX, ...COPYLEFTS, ...RESERVATIONS, ...PROPRIETARY, ...PERMISSIVES].map((text) => ({
    kind: 'literal',
    text,
  })),
  words: [GRANTS, COPYLEFT_NOTICES, COPYRIGHT],
  check: (hit, scanned, report) => {
    if (hit.anchor.kind !== 'literal') return;
    const { text } = hit.anchor;
    if (text === SPDX) return readSpdx(hit, scanned, report);
    const { start, end } = hit;
    const tell = (type: string, confidence: number): void => report({ type, start, end, confidence });
    if (COPYLEFTS.includes(text)) {
      if (scanned.near(COPYLEFT_NOTICES, hit, { before: 260, after: 120 })) tell('licence_copyleft', 80);
    } else if (PERMISSIVES.includes(text)) {
      tell('licence_permissive', 80);
    } else if (PROPRIETARY.includes(text)) {
      tell('licence_proprietary', scanned.near(COPYRIGHT, hit, { before: 300, after: 300 }) ? 85 : 70);
    } else if (RESERVATIONS.includes(text) && scanned.near(COPYRIGHT, hit, { before: 160, after: 160 })) {
      const isGranted = scanned.near(GRANTS, hit, { before: 400, after: 600 });
      tell(isGranted ? 'licence_permissive' : 'licence_proprietary', isGranted ? 60 : 70);
    }
  },
};

function readSpdx(hit: Hit, { text }: ScannedText, report: Parameters<Detector['check']>[2]): void {
  const expression = /^ {0,4}(\(?[A-Za-z][A-Za-z0-9.+-]{1,60}(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]{2,40}\)?){0,3})/.exec(
    text.slice(hit.end, hit.end + 200),
  );
  const name = expression?.[1];
  if (expression === null || name === undefined) return;
  const end = hit.end + expression[0].length;
  report({ type: typeOfSpdx(name), start: hit.start, end, confidence: 95 });
}

function typeOfSpdx(expression: string): string {
  if (SPDX_PROPRIETARY.test(expression)) return 'licence_proprietary';
  // Of a choice ("MIT OR GPL-2.0-only") the easier one counts.
  const choices = expression.split(' OR ');
  return choices.every((choice) => SPDX_COPYLEFT.test(choice)) ? 'licence_copyleft' : 'licence_permissive';
}
