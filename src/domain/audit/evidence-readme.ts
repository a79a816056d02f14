import { isoOf, PACK_FILES, type PackManifest, type PackSection, TRAIL_FOLDER } from './evidence-pack.ts';

/** What the pack is and how it is verified, for somebody who has only the file. */
export function packReadme(manifest: PackManifest): string {
  const { origin, packId, fromMs, toMs, madeAtMs, madeBy, keyId, sections } = manifest;
  return `EVIDENCE PACK

Installation  ${oneLine(origin)}
Period        ${isoOf(fromMs)} up to, but not with, ${isoOf(toMs)}
Made          ${isoOf(madeAtMs)} by ${madeBy}
Pack          ${packId}
Signed with   key ${keyId}

What is in it is what Tokenward had recorded when it was made. All moments are UTC. A person is named by id. Prompts,
answers, keys and what was found in texts are not in it.

HOW TO VERIFY IT
No server and no program of Tokenward is needed: sha256sum, openssl (3.0 or later), and for the last step jq.

1. No file was changed since the pack was made:
     sha256sum -c ${PACK_FILES.sums}

2. The pack was made by the holder of the key. Bring the public key from elsewhere, taken once from somebody whom you
   trust: ${PACK_FILES.publicKey} is here for convenience, and proves nothing by itself.
     openssl pkeyutl -verify -pubin -inkey tokenward.pem -rawin -in ${PACK_FILES.sums} -sigfile ${PACK_FILES.signature}

3. The trail is a chain in which each event's hash covers the hash before it. The hash of an event is the SHA-256 of
   "tokenward-audit-v1", its sequence, the hash before and its body, with a line feed between them. For the first event:
     cat ${TRAIL_FOLDER}*.ndjson > trail.ndjson
     grep -m1 '"kind":"event"' trail.ndjson > event.json
     jq -j '"tokenward-audit-v1\\n\\(.sequence)\\n\\(.previousHash)\\n\\(.body)"' event.json | sha256sum
     jq -r .hash event.json

With Tokenward's command line, which needs no server for it either, all of this and the signed checkpoints, the calls
under their Merkle roots, and the counts of ${PACK_FILES.calls} at once:
     tokenward audit verify-pack <file>.tar.gz --public-key tokenward.pem

That nothing before or after the period was cut off or written anew shows only against a checkpoint that was kept out of
the operator's reach: ${PACK_FILES.checkpoint} is the head of the whole trail when the pack was made. Keep it.

WHAT IS IN IT
${sections.map(sectionText).join('\n')}
${PACK_FILES.manifest} says the same for programs, with the SHA-256 of each file. In CSV files an apostrophe stands before
text that a spreadsheet would take for a formula; it is not part of the text.
`;
}

function sectionText({ title, what, asked, alsoAt, askedAtMs, rows, files }: PackSection): string {
  const [first] = files;
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return `${title}: ${first?.name ?? 'no file'}${more}, ${rows} rows
  ${what}
  Asked for: ${asked}
  Asked at: ${isoOf(askedAtMs)}${alsoAt === null ? '' : `; the same can be looked at by ${alsoAt}`}
`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
