import type { FalseTally, Quality, Tally } from './measure-quality.ts';

/** What people read: one section a question, worst rows first where the question is what fails. */
export function qualityReport(quality: Quality, facts: string): string {
  const { kinds, groups, carriers, evasions, benign, detectors } = quality;
  return [
    '# Quality of inspection: the last recorded run',
    '',
    facts,
    '',
    'Labelled texts are made by `bench/inspection` with a seed, after the formats that issuers document; what',
    'was missed here was looked at while the detectors were mended, so this flatters. *Found*: a finding of the group covers the value. *Typed*: it has the right type. F1 is that of typed',
    'findings, with findings beside the value as false ones.',
    '',
    '## By group',
    '',
    ...tallyTable(groups),
    '',
    '## By kind',
    '',
    ...tallyTable(kinds),
    '',
    `Macro over secrets ${percent(macro(kinds, SECRETS(quality)))}, over identifiers ${percent(macro(kinds, IDENTIFIERS(quality)))} (found).`,
    '',
    '## By place',
    '',
    ...tallyTable(carriers),
    '',
    '## Disguised',
    '',
    ...tallyTable(evasions),
    '',
    `All disguises: ${percent(share(sum(evasions), 'found'))} found.`,
    '',
    '## Benign text',
    '',
    ...benignTable(benign),
    '',
    '## By detector, in the labelled texts',
    '',
    '| detector | right | other |',
    '|---|--:|--:|',
    ...[...detectors].sort().map(([id, { right, wrong }]) => `| ${id} | ${right} | ${wrong} |`),
    '',
  ].join('\n');
}

const SECRETS = ({ kinds }: Quality): readonly string[] => [...kinds.keys()].slice(0, secretsOf(kinds));
const IDENTIFIERS = ({ kinds }: Quality): readonly string[] => [...kinds.keys()].slice(secretsOf(kinds));

/** Secrets are written first, and `password_told` last of them. */
function secretsOf(kinds: Quality['kinds']): number {
  return [...kinds.keys()].indexOf('password_told') + 1;
}

function macro(kinds: Quality['kinds'], names: readonly string[]): number {
  const shares = names.map((name) => share(kinds.get(name) ?? NONE, 'found'));
  return shares.reduce((total, one) => total + one, 0) / Math.max(1, shares.length);
}

const NONE: Tally = { texts: 0, found: 0, typed: 0, beside: 0 };

function tallyTable(tallies: ReadonlyMap<string, Tally>): readonly string[] {
  const rows = [...tallies].map(
    ([name, tally]) =>
      `| ${name} | ${tally.texts} | ${percent(share(tally, 'found'))} | ${percent(share(tally, 'typed'))} | ${percent(precision(tally))} | ${percent(f1(tally))} |`,
  );
  return ['| | texts | found | typed | precision | F1 |', '|---|--:|--:|--:|--:|--:|', ...rows, totalRow(sum(tallies))];
}

function totalRow(tally: Tally): string {
  return `| **all** | ${tally.texts} | ${percent(share(tally, 'found'))} | ${percent(share(tally, 'typed'))} | ${percent(precision(tally))} | ${percent(f1(tally))} |`;
}

function sum(tallies: ReadonlyMap<string, Tally>): Tally {
  const total = { ...NONE };
  for (const { texts, found, typed, beside } of tallies.values()) {
    total.texts += texts;
    total.found += found;
    total.typed += typed;
    total.beside += beside;
  }
  return total;
}

function share(tally: Tally, of: 'found' | 'typed'): number {
  return tally.texts === 0 ? 0 : tally[of] / tally.texts;
}

/** Of what was reported: the values found with the right type. */
function precision({ found, typed, beside }: Tally): number {
  return found + beside === 0 ? 1 : typed / (found + beside);
}

function f1(tally: Tally): number {
  const [right, exact] = [share(tally, 'typed'), precision(tally)];
  return right + exact === 0 ? 0 : (2 * right * exact) / (right + exact);
}

function benignTable(benign: readonly FalseTally[]): readonly string[] {
  const rows = benign.map(({ name, bytes, findings }) => {
    const secrets = findings.filter(({ group }) => group === 'credential').length;
    const types = [...new Set(findings.map(({ type }) => type))].join(', ');
    return `| ${name} | ${(bytes / 1e6).toFixed(2)} | ${perMegabyte(findings.length, bytes)} | ${perMegabyte(secrets, bytes)} | ${types} |`;
  });
  const bytes = benign.reduce((total, one) => total + one.bytes, 0);
  const all = benign.flatMap(({ findings }) => findings);
  const secrets = all.filter(({ group }) => group === 'credential').length;
  return [
    '| corpus | MB | false findings a MB | of them secrets | types |',
    '|---|--:|--:|--:|---|',
    ...rows,
    `| **all** | ${(bytes / 1e6).toFixed(2)} | ${perMegabyte(all.length, bytes)} | ${perMegabyte(secrets, bytes)} | |`,
  ];
}

function perMegabyte(many: number, bytes: number): string {
  return (many / (bytes / 1e6)).toFixed(2);
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
