import assert from 'node:assert/strict';
import { test } from 'node:test';
import { licenceDetector } from './licence-detector.ts';
import { createScanner } from './scan-text.ts';

const scanner = createScanner([licenceDetector]);

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['// SPDX-License-Identifier: MIT', ['licence_permissive']],
  ['// SPDX-License-Identifier: AGPL-3.0-or-later', ['licence_copyleft']],
  ['// SPDX-License-Identifier: MIT OR GPL-2.0-only', ['licence_permissive']],
  ['# SPDX-License-Identifier: LicenseRef-Acme-Proprietary', ['licence_proprietary']],
  [
    'you can redistribute it and/or modify it under the terms of the GNU General Public License as published',
    ['licence_copyleft'],
  ],
  ['Our lawyers read the GNU General Public License last year.', []],
  ['Copyright (c) 2024 Acme Inc. All rights reserved.', ['licence_proprietary']],
  [
    'Copyright (c) 2024 The Authors. All rights reserved.\nRedistribution and use in source, with or without changes',
    ['licence_permissive'],
  ],
  ['All rights reserved seats were taken.', []],
  [' * Copyright 2025 Acme GmbH. Proprietary and confidential.', ['licence_proprietary']],
  ['© 2025 Acme GmbH. Alle Rechte vorbehalten.', ['licence_proprietary']],
];

for (const [text, types] of cases) {
  test(`A licence notice is told by its kind: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(
      scanner.scan(text).findings.map(({ type }) => type),
      types,
    );
  });
}
