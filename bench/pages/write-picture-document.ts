import { writeFileSync } from 'node:fs';
import type { Picture } from './take-pictures.ts';
import type { Reader } from './visit-pages.ts';

const FOR: Readonly<Record<Reader | 'visitor', string>> = {
  visitor: 'Before you are in',
  sam: 'Everybody',
  tomas: 'Whoever leads a team',
  ines: 'Governance',
  ruth: 'Security',
  'person-401': 'Finance',
  'person-402': 'Auditors',
  'person-403': 'Administrators',
};

/** The document of all pages; each stands under whoever comes to it first. */
export function writePictureDocument(file: string, pictures: readonly Picture[]): void {
  const sections = [...Map.groupBy(pictures.filter(isFirst), ({ reader }) => reader)].map(
    ([reader, own]) => `## ${FOR[reader]}\n\n${own.map(pageOf).join('\n')}`,
  );
  writeFileSync(file, `${HEAD}\n${sections.join('\n')}`);
}

const HEAD = `# Every page, as pictures

Of an organisation of five hundred invented people. Light and dark follow what your system asks for, or what you choose by your initials.
Each page stands once, under those who come to it first; whoever has more roles sees more pages. \`node bench/pictures.ts\` makes these pictures.
`;

function isFirst({ name }: Picture, at: number, all: readonly Picture[]): boolean {
  return all.findIndex((picture) => picture.name === name) === at;
}

function pageOf({ name, title, path }: Picture): string {
  const where = name.endsWith('-one') ? path.replace(/[^/]+$/, '…') : path;
  return `### ${title}\n\n\`${where}\`\n\n![${title}, light](pictures/${name}-light.webp)\n![${title}, dark](pictures/${name}-dark.webp)\n`;
}
