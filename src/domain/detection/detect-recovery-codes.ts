import type { Detector, Hit } from './detector.ts';

const REACH = 480;
const CODES_MAX = 24;
const LEAD = /^(?:s|n|es)?["'*]{0,2}[^\n:=[]{0,40}["'*]{0,2}\s?[:=\n[]/;
const BETWEEN = /[\s,;*•|"'\\[-]{0,12}(?:\d{1,2}[.)]\s{1,3})?/y;
const CODE = /(?:[0-9a-z]{4,6}(?:-[0-9a-z]{4,6}){1,3}|\d{4} \d{4}|[0-9a-z]{8,12})(?![\w-])/iy;
const DRIVE_KEY = /(?<!\d)\d{6}(?:-\d{6}){7}(?![\d-])/;
const DRIVE_GROUP_MAX = 720_896;

/** What lets somebody in who has lost the second factor, or the key of a drive. */
export const RECOVERY_CODE_DETECTORS: readonly Detector[] = [
  {
    ...{ id: 'credential.recovery_code', version: 1, isCostly: true, types: ['token'], words: [] },
    anchors: [
      ...['recovery code', 'backup code', 'back-up code', 'scratch code', 'wiederherstellungscode', 'codes de secours'],
      ...[
        'codes de récupération',
        'códigos de recuperación',
        'códigos de respaldo',
        'codici di recupero',
        'herstelcode',
      ],
      ...['recovery_code', 'backup_code', 'recoverycode', 'backupcode', 'kody zapasowe', 'códigos de backup'],
    ].map((text) => ({ kind: 'literal', text })),
    check: (hit, { text }, report) => {
      const codes = codesBehind(text, hit);
      // One alone may be anything; with a dash it is none of the words that stand there.
      if (codes.length === 1 && !text.slice(codes[0]?.start, codes[0]?.end).includes('-')) return;
      for (const { start, end } of codes) report({ type: 'token', start, end, confidence: 76 });
    },
  },
  // BitLocker: eight groups that eleven divides.
  {
    ...{ id: 'credential.drive_recovery_key', version: 1, isCostly: true, types: ['token'], words: [] },
    anchors: ['bitlocker', 'recovery key', 'wiederherstellungsschlüssel', 'clé de récupération'].map((text) => ({
      kind: 'literal',
      text,
    })),
    check: (hit, { text }, report) => {
      const match = DRIVE_KEY.exec(text.slice(hit.end, hit.end + REACH));
      if (match === null || !match[0].split('-').every(isGroup)) return;
      const start = hit.end + match.index;
      report({ type: 'token', start, end: start + match[0].length, confidence: 96 });
    },
  },
];

function isGroup(group: string): boolean {
  return Number(group) % 11 === 0 && Number(group) < DRIVE_GROUP_MAX;
}

function codesBehind(text: string, hit: Hit): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  const limit = Math.min(text.length, hit.end + REACH);
  const window = text.slice(hit.end, limit);
  let at = LEAD.exec(window)?.[0].length ?? -1;
  while (at >= 0 && found.length < CODES_MAX) {
    BETWEEN.lastIndex = at;
    if (!BETWEEN.test(window)) break;
    CODE.lastIndex = BETWEEN.lastIndex;
    const code = CODE.exec(window)?.[0];
    if (code === undefined || !/\d/.test(code)) break;
    const start = hit.end + BETWEEN.lastIndex;
    found.push({ start, end: start + code.length });
    at = CODE.lastIndex;
  }
  return found;
}
