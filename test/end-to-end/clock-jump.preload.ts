// Loaded into a house with --import: its wall clock jumps by as many hours as stand in a file, whenever SIGUSR2 comes.
import { readFileSync } from 'node:fs';

const trueNow = Date.now;
let shiftMs = 0;
Date.now = () => trueNow() + shiftMs;
process.on('SIGUSR2', () => {
  shiftMs = Number(readFileSync(process.env['CLOCK_SHIFT_FILE'] ?? '', 'utf8')) * 3_600_000;
  process.stderr.write(`the clock is off by ${shiftMs} ms\n`);
});
