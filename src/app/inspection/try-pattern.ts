import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PatternTrial } from '../../control/detection-context.ts';
import {
  createPatternDetector,
  findPatternFault,
  type OrganisationPattern,
} from '../../domain/detection/organisation-pattern.ts';
import type { PatternMeter } from '../../domain/detection/pattern-meter.ts';
import { createScanner } from '../../domain/detection/scan-text.ts';
import { compileLinearPattern } from './re2-engine.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDERS = ['src', 'docs', 'bench'];
const BYTES_MAX = 4_000_000;
const MEGABYTE = 1_000_000;

/**
 * Tries a pattern on text in which an organisation's own words should not stand: the program text and the prose of this
 * software. A pattern that finds much there would stop people who did nothing.
 */
export async function tryPattern(pattern: OrganisationPattern): Promise<PatternTrial> {
  const literal = pattern.literal === '' ? null : pattern.literal;
  const fault = findPatternFault(pattern, compileLinearPattern);
  const compiled = compileLinearPattern(pattern.source);
  if (fault !== null || compiled.kind === 'fault') return { fault, literal, hits: 0, bytes: 0, hitsPerMegabyte: 0 };
  const scanner = createScanner([createPatternDetector({ pattern, linear: compiled.pattern, meter: UNMETERED })]);
  let [hits, bytes] = [0, 0];
  for await (const text of benignTexts()) {
    hits += scanner.scan(text).findings.length;
    bytes += Buffer.byteLength(text);
    if (bytes >= BYTES_MAX) break;
  }
  const hitsPerMegabyte = bytes === 0 ? 0 : Math.round((hits * MEGABYTE * 10) / bytes) / 10;
  return { fault: null, literal, hits, bytes, hitsPerMegabyte };
}

const UNMETERED: PatternMeter = {
  beginText: () => undefined,
  mayLook: () => true,
  looked: () => undefined,
  isOverBudget: () => false,
  isDisabled: () => false,
};

/** Files one after the other, so that calls go on meanwhile. Secrets of tests stand in tests alone. */
async function* benignTexts(): AsyncGenerator<string> {
  for (const folder of FOLDERS) {
    const paths = await readdir(`${ROOT}${folder}`, { recursive: true }).catch(() => []);
    for (const path of paths.filter(isText).sort()) yield await readFile(`${ROOT}${folder}/${path}`, 'utf8');
  }
}

function isText(path: string): boolean {
  return /\.(?:ts|md|sql)$/.test(path) && !/\.(?:test|fixture)\.ts$/.test(path);
}
