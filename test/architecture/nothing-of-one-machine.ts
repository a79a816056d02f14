import type { Breach } from './breach.ts';
import type { SourceFile } from './source-file.ts';

// Written in pieces, so that this file does not break the law it states.
const machinePath = new RegExp(`(?:^|[^\\w.~-])/(?:${['work', 'root', 'farm', 'home/[a-z]+', 'tmp/n26'].join('|')})/`);
const registryHost = new RegExp(
  `https?://[^/\\s"'\`]*(?:${['regis' + 'try', 'artif' + 'actory', 'deb' + 'ian', 'nex' + 'us'].join('|')})`,
  'i',
);
const resolvedAddress = new RegExp(`"resol${''}ved": *"(?:http|file)`);

/** What is tracked works everywhere: no registry's address, no path of one machine, no address in a lock file. */
export function checkNothingOfOneMachine(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap(({ path, text }) => {
    const isLockFile = path.endsWith('package-lock.json');
    return text.split('\n').flatMap((content, index) => {
      const line = index + 1;
      if (isLockFile) {
        if (!resolvedAddress.test(content)) return [];
        return [
          {
            path,
            line,
            what: 'names the address of a package',
            instead: 'install with omit-lockfile-registry-resolved',
          },
        ];
      }
      if (registryHost.test(content)) {
        return [
          {
            path,
            line,
            what: 'names the host of a registry',
            instead: "leave it to the person's own npm configuration",
          },
        ];
      }
      if (!machinePath.test(content)) return [];
      return [
        { path, line, what: 'names a path of one machine', instead: 'derive it from the checkout or from an argument' },
      ];
    });
  });
}
