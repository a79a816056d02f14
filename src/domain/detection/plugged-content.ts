import type { Detector } from './detector.ts';

const ASKS = [
  ...['how to make a bomb', 'how to build a bomb', 'build a pipe bomb', 'make a pipe bomb', 'synthesize a nerve agent'],
  ...['synthesise a nerve agent', 'make methamphetamine at home', 'write ransomware', 'create ransomware'],
  ...['write a keylogger that', 'how to kill myself', 'ways to kill myself', 'want to end my life', 'hide a body'],
  ...['bombe bauen anleitung', 'wie baue ich eine bombe', 'ich will mich umbringen'],
  ...['comment fabriquer une bombe', 'come costruire una bomba', 'cómo fabricar una bomba', 'como fazer uma bomba'],
];

/** A short list of plain requests. It is a trip-wire and no moderation: put a real filter behind the same port for that. */
export const contentDetector: Detector = {
  id: 'content_phrases',
  version: 1,
  types: ['harmful_content'],
  anchors: ASKS.map((text) => ({ kind: 'literal', text, wholeWord: true })),
  words: [],
  check: ({ start, end }, _scanned, report) => report({ type: 'harmful_content', start, end, confidence: 65 }),
};
