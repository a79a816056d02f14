import type { Inspector } from '../../ports/inspector.ts';

/** Nothing in it is anybody's: each line makes another part of the inspection run. */
const WARM_UP_TEXT = [
  '2026-11-01T10:22:33.120Z INFO [http] GET /v1/orders/1829 200 12ms bytes=5533 trace=0af7651916cd43dd8448eb211c80319c',
  '{"user": "svc", "retries": 3, "password": "$PASSWORD", "note": "say \\"hello\\" twice", "at": 1762345678901}',
  'export const total = (lines) => lines.reduce((sum, line) => sum + line.net, 0); // see docs/readme.md',
  'Dear team, the figures of the quarter stand in the report; call +00 000 000 or write to nobody(at)nowhere.',
  'Sehr geehrte Damen und Herren, die Rechnung 2026-004711 über 1.204,50 EUR ist am 12.03.2026 fällig.',
  'host 10.0.0.1:8080, build 1.22.333.4, ISBN 978-3-16-148410-0, commit 2f1c0e9d8b7a6f5e4d3c2b1a0918273645546372',
  'Authorization: Bearer <token>; api_key=your-key-here; https://user:password@host.example/path?x=%20y',
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'IBAN DE00 0000 0000 0000 0000 00, card 0000 0000 0000 0000, 12-34-56, 078-05-1120, ａｂｃ zero\u200bwidth',
].join('\n');

/** Runs the detectors for so long that they are compiled: the first texts are inspected at a fifth of the speed. */
export function warmInspector(inspector: Inspector, warmUpMs: number): void {
  const until = performance.now() + warmUpMs;
  for (let time = 0; performance.now() < until; time++) {
    inspector.inspect([{ text: `${time}\n${WARM_UP_TEXT}`, digest: null }]);
  }
}
