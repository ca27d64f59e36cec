import fc from 'fast-check';
import type { HistoryEvent } from '../../../src/history/event.ts';
import { ACTIONS } from '../../../src/history/event.ts';
import { EVIL } from '../faults/sound.ts';
import { HOSTILE } from '../runner/markdown.ts';

const HEX = [...'0123456789abcdef'];

/** So many lower-case hex digits. */
export const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...HEX), minLength: length, maxLength: length });
export const digests: fc.Arbitrary<string> = hex(64).map((text) => `sha256:${text}`);
export const commits: fc.Arbitrary<string> = hex(40);

/** Text with a meaning for a runner, a terminal, Markdown or HTML, whole and in pieces. */
const PIECES = [
  ...['::', '##[', ':', '#', '[', ']', '|', '\n', '\r', '\r\n', ' ', '\t', '\u001b[31m', '\u009b', '\u0000', '\u202e'],
  ...['\u2028', '\u2029', '\u0085', '\u200b', '\u00ad', '\ufeff', '\u2066', '`', '<', '>', '&', '\\', '*', '_', '%0A'],
  ...[
    '::error::',
    '::stop-commands::x',
    '::add-mask::',
    '##[error]',
    '-->',
    '</td>',
    'www.',
    'http://a.b',
    '$',
    '{{',
    '@a',
  ],
  ...['\ud800', '\udc00', '🙂', 'ü', '日', '__proto__', '"', "'", 'EOT'],
];

/** The first code point that is half a surrogate pair, and how many there are. */
const [FIRST_SURROGATE, SURROGATES] = [0xd800, 0x800];
/** Any character. The unit `binary` of fast-check has the same ones, and takes a second to index them all. */
const characters = fc.nat({ max: 0x10ffff - SURROGATES }).map(
  (index) => String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES),
  (text) => {
    const [character = '', ...more] = String(text);
    if (character === '' || more.length > 0) throw new Error('expected one character');
    const point = character.codePointAt(0) ?? 0;
    return point < FIRST_SURROGATE ? point : point - SURROGATES;
  },
);

/** Any text, often malicious. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: characters, maxLength: 4 })),
      { maxLength: 12 },
    )
    .map((all) => all.join('')),
  fc.string({ unit: characters }),
  fc.constantFrom(EVIL, ...Object.values(HOSTILE).filter((text) => text.length < 5000)),
);

const numbers = fc.oneof(fc.nat({ max: 30 }), fc.nat()).map(String);
const word = (minLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcXYZ-'), minLength, maxLength: 7 });
const prereleases = fc.oneof(
  numbers,
  word(1).filter((text) => /[a-zA-Z-]/.test(text)),
);

/** Any semantic version 2.0 in canonical form. */
export const versions: fc.Arbitrary<string> = fc
  .tuple(numbers, numbers, numbers, fc.array(prereleases, { maxLength: 3 }), fc.array(word(1), { maxLength: 2 }))
  .map(([major, minor, patch, prerelease, build]) => {
    const before = prerelease.length > 0 ? `-${prerelease.join('.')}` : '';
    return `${major}.${minor}.${patch}${before}${build.length > 0 ? `+${build.join('.')}` : ''}`;
  });

const TAG_START = [...'abcXYZ019_'];
/** Any tag. */
export const tags: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...TAG_START), fc.string({ unit: fc.constantFrom(...TAG_START, '.', '-'), maxLength: 20 }))
  .map(([first, rest]) => first + rest);

const times = fc
  .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const maybe = fc.option(hostile, { nil: null });

/** Any event, with arbitrary text in its fields. */
export const events: fc.Arbitrary<HistoryEvent> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  at: times,
  digest: digests,
  mediaType: hostile,
  size: fc.nat(),
  version: maybe,
  revision: maybe,
  created: maybe,
  previous: fc.option(digests, { nil: null }),
  actor: maybe,
  run: maybe,
  reason: maybe,
  allowed: fc.array(hostile, { maxLength: 3 }),
  set: maybe,
});
