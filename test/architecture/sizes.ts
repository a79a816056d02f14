import type { Breach } from './breach.ts';
import { parseSource } from './parsed-source.ts';
import { isTypeScript, type SourceFile } from './source-file.ts';

export const fileLinesMax = 300;
export const functionLinesMax = 70;

/** A function that holds others, as a factory does, may be this long in all; what it does itself, 70. */
export const factoryLinesMax = 150;

/** What may stay above the limit, and no higher than it stands today. */
export interface SizeException {
  readonly path: string;
  /** Left out: the file itself. */
  readonly functionName?: string;
  readonly ceiling: number;
  readonly reason: string;
}

interface Measured {
  readonly path: string;
  readonly functionName: string | undefined;
  readonly line: number;
  readonly lineCount: number;
  readonly limit: number;
}

/** Files up to 300 lines, functions up to 70 (with the named functions inside them 150); an exception has a reason, and its ceiling only shrinks. */
export function checkSizes(files: readonly SourceFile[], exceptions: readonly SizeException[]): readonly Breach[] {
  const measured = files.filter(({ path }) => /^(?:src|web|test|bench|bin|data)\//.test(path)).flatMap(measure);
  const tooLarge = measured.flatMap((piece) => {
    const exception = exceptions.find((entry) => isAbout(entry, piece));
    const breach = exception === undefined ? judgeBare(piece) : judgeExcepted(piece, exception);
    return breach === undefined ? [] : [{ path: piece.path, line: piece.line, ...breach }];
  });
  const idle = exceptions
    .filter((entry) => !measured.some((piece) => isAbout(entry, piece)))
    .map((entry) => ({
      path: entry.path,
      line: 1,
      what: `${entry.functionName ?? 'the file'} has an exception but does not exist`,
      instead: 'remove its row from size-exceptions.ts',
    }));
  return [...tooLarge, ...idle];
}

function judgeBare({ functionName, lineCount, limit }: Measured): Pick<Breach, 'what' | 'instead'> | undefined {
  if (lineCount <= limit) return undefined;
  const subject = functionName === undefined ? 'the file' : `function ${functionName}`;
  const instead =
    functionName === undefined ? 'give one of its nouns a file' : 'let leaves compute and the parent branch';
  return { what: `${subject} has ${lineCount} lines, more than ${limit}`, instead };
}

function judgeExcepted(
  { lineCount, limit }: Measured,
  { ceiling }: SizeException,
): Pick<Breach, 'what' | 'instead'> | undefined {
  if (lineCount > ceiling) {
    return {
      what: `grew to ${lineCount} lines above its ceiling ${ceiling}`,
      instead: 'shrink it: ceilings do not rise',
    };
  }
  if (lineCount <= limit)
    return { what: `is back within ${limit} lines`, instead: 'remove its row from size-exceptions.ts' };
  if (lineCount < ceiling)
    return { what: `shrank to ${lineCount} lines`, instead: `lower its ceiling to ${lineCount}` };
  return undefined;
}

function measure(file: SourceFile): readonly Measured[] {
  const { path, text } = file;
  if (!/\.(?:ts|tsx|mjs)$/.test(path)) return [];
  const whole = {
    path,
    functionName: undefined,
    line: 1,
    lineCount: text.trimEnd().split('\n').length,
    limit: fileLinesMax,
  };
  if (!isTypeScript(file) && !path.endsWith('.mjs')) return [whole];
  const functions = parseSource(file)
    // The body that is handed to test() or describe() is a page of sentences, not a unit of logic.
    .functions.filter(({ isArgument }) => !(isArgument && path.endsWith('.test.ts')))
    .map(({ name, line, lineCount, ownLineCount }) =>
      ownLineCount > functionLinesMax
        ? { path, functionName: name, line, lineCount: ownLineCount, limit: functionLinesMax }
        : {
            path,
            functionName: name,
            line,
            lineCount,
            limit: ownLineCount < lineCount ? factoryLinesMax : functionLinesMax,
          },
    );
  return [whole, ...functions];
}

function isAbout(exception: SizeException, piece: Measured): boolean {
  return exception.path === piece.path && exception.functionName === piece.functionName;
}
