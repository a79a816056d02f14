import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createCodeDetector } from './code-detector.ts';

const detector = createCodeDetector();

function regions(text: string): number {
  let many = 0;
  detector.look(text, () => many++);
  return many;
}

const programs: Readonly<Record<string, string>> = {
  TypeScript: readFileSync(new URL('./code-detector.ts', import.meta.url), 'utf8'),
  Python:
    'import os\n\nclass Invoice:\n    def total(self, rate):\n        if not self.lines:\n            return 0\n        return sum(l.net for l in self.lines) * rate\n',
  Java: 'package com.acme.billing;\n\npublic class Invoice {\n  private final int net;\n  public int total() {\n    return net * 2;\n  }\n}\n',
  Go: 'package billing\n\nfunc Total(lines []Line) int {\n\tsum := 0\n\tfor _, line := range lines {\n\t\tsum += line.Net\n\t}\n\treturn sum\n}\n',
  SQL: "SELECT id, name FROM customer WHERE city = 'Bonn';\nINSERT INTO audit (who) VALUES ('x');\nUPDATE customer SET name = upper(name);\n",
  C: '#include <stdio.h>\nint main(void) {\n  printf("%d", 3);\n  return 0;\n}\n',
  minified: `!function(e,t){"use strict";var n=e.document;function r(e){return t(e)};${'n.a=function(e){var t=r(e);return t&&t.b};'.repeat(8)}}(window,x);`,
};

for (const [language, text] of Object.entries(programs)) {
  test(`Program text in ${language} is told as source code`, () => assert.ok(regions(text) >= 1));
}

const others: Readonly<Record<string, string>> = {
  prose: `${'The committee met on Tuesday and agreed on the plan for the next year, with two votes against.\n'.repeat(8)}`,
  mail: 'Dear Ms Brown,\n\nthank you for your letter. We will look at it and come back to you.\n\nKind regards,\nAnn Smith\n',
  JSON: JSON.stringify(
    { name: 'x', list: Array.from({ length: 20 }, (_, at) => ({ at, text: 'some text here' })) },
    null,
    2,
  ),
  YAML: 'name: build\non: push\njobs:\n  test:\n    runs-on: ubuntu\n    steps:\n      - uses: checkout\n',
  CSV: 'id,name,amount\n1,Ann,12.50\n2,Bob,13.00\n3,Cid,9.99\n',
  log: '2026-11-01T10:00:00Z INFO started server\n2026-11-01T10:00:01Z WARN slow (120 ms)\n2026-11-01T10:00:02Z INFO done\n',
  markdown: '# Plan\n\n- first we look\n- then we leap\n\nSee the notes (page 3) for the rest.\n',
};

for (const [kind, text] of Object.entries(others)) {
  test(`What is no program is not told as one: ${kind}`, () => assert.equal(regions(text), 0));
}
