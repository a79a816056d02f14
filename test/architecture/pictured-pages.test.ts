import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const checkout = join(import.meta.dirname, '..', '..');
const shell = join(checkout, 'web', 'shell');
const text = readFileSync(join(checkout, 'docs', 'pages.md'), 'utf8');

/** Pages that have no picture, each with its reason. */
const WITHOUT_PICTURE: ReadonlyMap<string, string> = new Map();

test('Every page that the router knows is pictured in docs/pages.md, or has a reason why not.', () => {
  const routes = readdirSync(shell)
    .filter((file) => /(^router|-routes)\.tsx?$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(shell, file), 'utf8').matchAll(/ path: '([^']+)'/g)].map(([, path = '']) => path),
    );
  assert.ok(routes.length > 60, 'the routes are read');
  const shown = [...text.matchAll(/^`(\/[^`]*)`$/gm)].map(([, path = '']) => routeOf(path, routes));
  const missing = routes.filter((path) => !shown.includes(path) && !WITHOUT_PICTURE.has(path));
  assert.deepEqual(
    missing,
    [],
    'node bench/pictures.ts makes them; bench/pages/take-pictures.ts says how it finds them',
  );
  assert.deepEqual(
    [...WITHOUT_PICTURE.keys()].filter((path) => shown.includes(path) || !routes.includes(path)),
    [],
    'a reason that is not needed',
  );
});

test('Every picture that docs/pages.md shows is there, light and dark, and no other.', () => {
  const shown = [...text.matchAll(/\(pictures\/([^)]+)\)/g)].map(([, name = '']) => name).sort();
  assert.deepEqual(readdirSync(join(checkout, 'docs', 'pictures')).sort(), shown);
  const grounds = new Set(shown.map((name) => name.replace(/-(light|dark)\.webp$/, '')));
  assert.equal(shown.length, 2 * grounds.size);
});

/** `/budgets/…` is of `/budgets/$envelopeId`; a route without a name in it goes first, as it does in the router. */
function routeOf(path: string, routes: readonly string[]): string | undefined {
  const fits = routes.filter((route) => new RegExp(`^${route.replaceAll(/\$[A-Za-z]+/g, '[^/]+')}$`).test(path));
  return fits.toSorted((one, other) => one.split('$').length - other.split('$').length)[0];
}
