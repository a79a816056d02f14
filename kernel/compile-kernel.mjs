import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const TARGET = new URL('../src/domain/detection/kernel-code.ts', import.meta.url);
const LINE = 108;

/** The module that `src/domain/detection/kernel-code.ts` must be, as text. */
export async function compileKernel() {
  let code;
  const { error, stderr } = await asc.main(
    ['kernel/text-kernel.ts', '-o', 'kernel.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'].concat(
      ['--enable', 'relaxed-simd', '--use', 'abort=', '--baseDir', ROOT],
    ),
    {
      writeFile: (_name, contents) => {
        code = contents;
      },
    },
  );
  if (error || code === undefined) throw new Error(`The kernel does not compile: ${stderr.toString()}`);
  const lines = Buffer.from(code)
    .toString('base64')
    .replaceAll('=', '')
    .match(new RegExp(`.{1,${LINE}}`, 'g'));
  return [
    '// Made by `npm run kernel` from kernel/text-kernel.ts; test/architecture compares them.',
    '',
    '/** WebAssembly in base64, without padding. */',
    'export const KERNEL_CODE: string = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, await compileKernel());
