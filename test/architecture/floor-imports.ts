import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Breach } from './breach.ts';
import { floors, floorsWithoutNode, nounOrder, packagesAllowed, typesOnly } from './floors.ts';
import { type Import, parseSource } from './parsed-source.ts';
import { floorOf, isProductCode, isTestCode, isTypeScript, type SourceFile } from './source-file.ts';

/** Floors know only the floors of their row; product code never imports test code. */
export function checkFloorImports(files: readonly SourceFile[]): readonly Breach[] {
  return eachImport(files, ({ file, found, target }) => {
    const floor = floorOf(file.path);
    if (floor === undefined || target === undefined) return undefined;
    const allowed = floors[floor];
    if (allowed === undefined) {
      return { what: `src/${floor} is not a floor`, instead: `use one of ${Object.keys(floors).join(', ')}` };
    }
    if (isTestCode(target)) {
      if (isTestCode(file.path)) return undefined;
      return {
        what: `product code imports test code ${target}`,
        instead: 'move what both need to the floor it serves',
      };
    }
    const other = floorOf(target);
    if (other === undefined) {
      return { what: `${floor} imports ${target}, outside src`, instead: 'keep what runs inside src' };
    }
    if (other !== floor && !allowed.includes(other)) {
      return {
        what: `${floor} imports ${other}`,
        instead: `${floor} may import ${allowed.join(', ') || 'nothing'}: let app hand it in, or declare a port`,
      };
    }
    if (typesOnly[floor]?.includes(other) === true && !found.isTypeOnly) {
      return { what: `${floor} imports values from ${other}`, instead: 'use `import type`' };
    }
    return undefined;
  });
}

/** A domain noun knows only the nouns before it. */
export function checkNounOrder(files: readonly SourceFile[]): readonly Breach[] {
  return eachImport(files, ({ file, target }) => {
    const own = nounOf(file.path);
    if (own === undefined) return undefined;
    if (placeOf(own) === -1) {
      return {
        what: `domain noun "${own}" has no place in the order`,
        instead: 'give it a place in floors.ts, with an ADR',
      };
    }
    const other = target === undefined ? undefined : nounOf(target);
    if (other === undefined || other === own || placeOf(other) < placeOf(own)) return undefined;
    return {
      what: `${own} imports ${other}, which is not before it`,
      instead: 'move the piece to the earlier noun, or take it as an argument',
    };
  });
}

/** Pure floors use no npm package, and the purest no part of Node either; the rest only what is installed for users. */
export function checkPackageImports(files: readonly SourceFile[]): readonly Breach[] {
  const installed = packagesForUsers(files);
  return eachImport(files.filter(isProductCode), ({ file, found, target }) => {
    const floor = floorOf(file.path) ?? '';
    if (target !== undefined) return undefined;
    if (isBuiltin(found.specifier)) {
      if (!floorsWithoutNode.includes(floor)) return undefined;
      return {
        what: `${floor} imports ${found.specifier}`,
        instead: 'declare a port and let app hand in what it needs',
      };
    }
    const name = packageName(found.specifier);
    const allowed = packagesAllowed[floor];
    if (allowed !== undefined && !allowed.includes(name)) {
      return {
        what: `${floor} imports the package ${name}`,
        instead: `${floor} allows ${allowed.join(', ') || 'none'}`,
      };
    }
    if (installed.has(name)) return undefined;
    return {
      what: `${name} is not among the dependencies of users`,
      instead: 'list it under "dependencies", or do without',
    };
  });
}

interface SeenImport {
  readonly file: SourceFile;
  readonly found: Import;
  /** From the root, for a relative import; undefined for a package. */
  readonly target: string | undefined;
}

type Finding = Pick<Breach, 'what' | 'instead'> | undefined;

function eachImport(files: readonly SourceFile[], judge: (seen: SeenImport) => Finding): readonly Breach[] {
  return files
    .filter((file) => floorOf(file.path) !== undefined && isTypeScript(file))
    .flatMap((file) =>
      parseSource(file).imports.flatMap((found) => {
        const isRelative = found.specifier.startsWith('.');
        const target = isRelative ? posix.join(posix.dirname(file.path), found.specifier) : undefined;
        const finding = judge({ file, found, target });
        return finding === undefined ? [] : [{ path: file.path, line: found.line, ...finding }];
      }),
    );
}

function nounOf(path: string): string | undefined {
  return /^src\/domain\/([^/]+)\//.exec(path)?.[1];
}

function placeOf(noun: string): number {
  return nounOrder.indexOf(noun);
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function packagesForUsers(files: readonly SourceFile[]): ReadonlySet<string> {
  const manifest: unknown = JSON.parse(files.find((file) => file.path === 'package.json')?.text ?? '{}');
  const names = ['dependencies', 'optionalDependencies'].flatMap((field) => Object.keys(fieldOf(manifest, field)));
  return new Set(names);
}

function fieldOf(manifest: unknown, field: string): object {
  if (typeof manifest !== 'object' || manifest === null) return {};
  const value: unknown = Reflect.get(manifest, field);
  return typeof value === 'object' && value !== null ? value : {};
}
