/** One file of the tree, as every law sees it: a law is a pure function over a list of these. */
export interface SourceFile {
  /** From the root of the checkout, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** `src/<floor>/…` of a path, or undefined outside src. */
export function floorOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

/** Tests and what only tests use: these may import the test runner and the fakes. */
export function isTestCode(path: string): boolean {
  return /\.(test|fixture)\.ts$/.test(path) || path.startsWith('test/');
}

export function isProductCode(file: SourceFile): boolean {
  return file.path.startsWith('src/') && file.path.endsWith('.ts') && !isTestCode(file.path);
}

export function isTypeScript(file: SourceFile): boolean {
  return /\.tsx?$/.test(file.path) && !file.path.endsWith('.d.ts');
}
