import type { DetectionTools, Detector, WordGroup } from './detector.ts';
import { endOfPlain, startOfPlain } from './token-run-signs.ts';
import {
  isBase58CheckAddress,
  isBech32Address,
  isErc55Address,
  isRippleAddress,
  isSolanaShape,
} from './validate-wallet.ts';

const WALLET_WORDS: WordGroup = {
  name: 'wallet_words',
  words: [
    ...[
      'wallet',
      'wallets',
      'wallet address',
      'eth',
      'ethereum',
      'btc',
      'bitcoin',
      'crypto',
      'metamask',
      'erc20',
      'erc-20',
      'usdt',
      'usdc',
    ],
    ...[
      'deposit address',
      'withdraw',
      'withdrawal',
      'send to',
      'tron',
      'trx',
      'xrp',
      'ripple',
      'binance',
      'coinbase',
      'portefeuille',
      'cartera',
    ],
    ...['cryptocurrency', 'kryptowahrung', 'payout', 'donate', 'donation', 'bnb', 'polygon', 'matic', 'address'],
  ],
};

/** Beside them 20 bytes in hexadecimal are something that was counted or compiled. */
const HASH_WORDS: WordGroup = {
  name: 'hash_words',
  words: [
    ...['hash', 'hashes', 'sha', 'sha1', 'sha-1', 'commit', 'checksum', 'digest', 'bytecode', 'blob', 'tree', 'object'],
    ...['fingerprint', 'thumbprint', 'ripemd160', 'hash160', 'revision', 'signature', 'opcode', 'calldata', 'memory'],
  ],
};

const SOLANA_WORDS: WordGroup = {
  name: 'solana_words',
  words: ['solana', 'sol', 'phantom', 'spl', 'solana wallet', 'solana address', 'phantom wallet'],
};

/** Each is followed by an address in base 32 of its chain. */
const CHAINS: readonly string[] = ['bc1', 'tb1', 'ltc1', 'BC1', 'LTC1', 'addr1', 'cosmos1'];
/** `0x` and twenty bytes. */
const HEXADECIMAL_LENGTH = 42;
const LENGTH_PLAIN_MAX = 44;
const SOLANA_MIN = 32;
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]+$/;

/** Addresses of crypto wallets: the checksum where the chain has one, else a word of the chain near. */
export function walletDetector(tools: Pick<DetectionTools, 'sha256Bytes' | 'keccak256Bytes'>): Detector {
  return {
    id: 'crypto_wallet',
    version: 1,
    types: ['crypto_wallet'],
    anchors: [{ kind: 'trigger', trigger: 'token_run', needs: 'wallet' }],
    words: [WALLET_WORDS, SOLANA_WORDS, HASH_WORDS],
    check: (hit, scanned, report) => {
      const { text } = scanned;
      const end = endOfPlain(text, hit);
      const start = startOfPlain(text, { start: hit.start, end });
      const length = end - start;
      if (!mayBeAddress(text, start, end)) return;
      const value = text.slice(start, end);
      const say = (confidence: number) => report({ type: 'crypto_wallet', start, end, confidence });
      const isNear = (words: WordGroup) => scanned.near(words, { start, end }, { before: 64, after: 32 });
      if (length === HEXADECIMAL_LENGTH && /^0x[0-9a-fA-F]{40}$/.test(value)) {
        const digits = value.slice(2);
        const isMixed = /[a-f]/.test(digits) && /[A-F]/.test(digits);
        if (isMixed && isErc55Address(value, tools)) say(92);
        else if (!/[a-fA-F]/.test(digits)) return;
        else if (isNear(WALLET_WORDS)) say(isMixed ? 60 : 70);
        else if (!isMixed && isVaried(digits) && !isNear(HASH_WORDS)) say(58);
        return;
      }
      if (CHAINS.some((chain) => value.startsWith(chain))) {
        if (isBech32Address(value)) say(96);
        return;
      }
      if (length > LENGTH_PLAIN_MAX || !BASE58.test(value)) return;
      const first = value.charAt(0);
      if (length <= 35 && '13LMDATX79'.includes(first) && isBase58CheckAddress(value, tools)) say(96);
      else if (length <= 35 && first === 'r' && isRippleAddress(value, tools)) say(96);
      else if (length >= SOLANA_MIN && /\d/.test(value) && isNear(SOLANA_WORDS) && isSolanaShape(value)) say(74);
      // 32 bytes: no other address of a wallet is so long.
      else if (length >= 43 && isNear(WALLET_WORDS) && !isNear(HASH_WORDS) && isSolanaShape(value)) say(62);
    },
  };
}

/** What may begin the name of a chain, and what is no digit of base 58. */
const BEGINS_CHAIN = 1;
const NO_BASE_58 = 2;
const SIGNS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const sign = String.fromCharCode(unit);
  return ('btlBLac'.includes(sign) ? BEGINS_CHAIN : 0) | ('0OIl'.includes(sign) ? NO_BASE_58 : 0);
});

/** A look at letters and digits before they are taken as a text: few hashes begin as an address, or have no zero. */
function mayBeAddress(text: string, start: number, end: number): boolean {
  const length = end - start;
  if (length === HEXADECIMAL_LENGTH && text.startsWith('0x', start)) return true;
  if (
    ((SIGNS[text.charCodeAt(start)] ?? 0) & BEGINS_CHAIN) !== 0 &&
    CHAINS.some((chain) => text.startsWith(chain, start))
  )
    return true;
  if (length > LENGTH_PLAIN_MAX) return false;
  for (let at = start; at < end; at += 1) if (((SIGNS[text.charCodeAt(at)] ?? 0) & NO_BASE_58) !== 0) return false;
  return true;
}

/** Zeros with a few digits are constants. */
function isVaried(digits: string): boolean {
  return new Set(digits).size >= 8 && !/(.)\1{5}/.test(digits);
}
