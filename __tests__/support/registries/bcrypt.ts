import { createHash } from 'node:crypto';

/**
 * bcrypt, the only hash that the registry accepts in an htpasswd file; Node's crypto does not have it.
 * Blowfish's tables are the first 1042 words of pi's fraction, so they are computed instead of listed.
 * https://www.usenix.org/legacy/events/usenix99/provos/provos_html/node5.html
 */
const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const WORDS = 18 + 4 * 256;

/** Returns the hash of a password, at the lowest cost, with a salt made from the password (for tests only). */
export function bcrypt(password: string, cost = 4): string {
  const salt = createHash('sha256').update(password).digest().subarray(0, 16);
  const key = Buffer.concat([Buffer.from(password, 'utf8').subarray(0, 72), Buffer.from([0])]);
  const state = Uint32Array.from(piWords());
  expand(state, key, salt);
  for (let round = 0; round < 2 ** cost; round++) {
    expand(state, key);
    expand(state, salt);
  }
  const magic = Buffer.from('OrpheanBeholderScryDoubt');
  const words = Uint32Array.from({ length: 6 }, (_, index) => magic.readUInt32BE(index * 4));
  for (let pair = 0; pair < 6; pair += 2) for (let round = 0; round < 64; round++) encipher(state, words, pair);
  const hash = Buffer.alloc(24);
  for (const [index, word] of words.entries()) hash.writeUInt32BE(word, index * 4);
  return `$2a$${String(cost).padStart(2, '0')}$${encode(salt)}${encode(hash.subarray(0, 23))}`;
}

/** Mixes a key, and a salt if there is one, into all of the state. */
function expand(state: Uint32Array, key: Buffer, salt?: Buffer): void {
  for (let index = 0, at = 0; index < 18; index++) {
    let word = 0;
    for (let byte = 0; byte < 4; byte++, at++) word = (word << 8) | key[at % key.length]!;
    state[index]! ^= word;
  }
  const block = new Uint32Array(2);
  for (let index = 0; index < WORDS; index += 2) {
    if (salt) {
      block[0]! ^= salt.readUInt32BE((index * 4) % 16);
      block[1]! ^= salt.readUInt32BE((index * 4 + 4) % 16);
    }
    encipher(state, block, 0);
    state.set(block, index);
  }
}

/** Blowfish on two words in place. */
function encipher(state: Uint32Array, words: Uint32Array, at: number): void {
  let left = words[at]! ^ state[0]!;
  let right = words[at + 1]!;
  for (let round = 1; round <= 16; round++) {
    const mixed =
      ((state[18 + (left >>> 24)]! + state[274 + ((left >>> 16) & 255)]!) ^ state[530 + ((left >>> 8) & 255)]!) +
      state[786 + (left & 255)]!;
    const next = right ^ mixed ^ state[round]!;
    right = left;
    left = next;
  }
  words[at] = right ^ state[17]!;
  words[at + 1] = left;
}

/** bcrypt's own base64: its alphabet starts with dot and slash, and nothing is padded. */
function encode(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return bits.replace(/.{1,6}/g, (six) => ALPHABET[Number.parseInt(six.padEnd(6, '0'), 2)]!);
}

let pi: number[] | undefined;

/** The first words of pi's fraction, by Machin's formula: pi = 16 arctan(1/5) - 4 arctan(1/239). */
function piWords(): number[] {
  if (pi) return pi;
  const guard = 64n;
  const bits = BigInt(WORDS * 32) + guard;
  const arctan = (inverse: bigint): bigint => {
    let power = (1n << bits) / inverse;
    let sum = power;
    for (let odd = 3n, sign = -1n; power > 0n; odd += 2n, sign = -sign) {
      power /= inverse * inverse;
      sum += (sign * power) / odd;
    }
    return sum;
  };
  const fraction = ((16n * arctan(5n) - 4n * arctan(239n)) >> guard) & ((1n << BigInt(WORDS * 32)) - 1n);
  const hex = fraction.toString(16).padStart(WORDS * 8, '0');
  pi = Array.from({ length: WORDS }, (_, index) => Number.parseInt(hex.slice(index * 8, index * 8 + 8), 16));
  return pi;
}
