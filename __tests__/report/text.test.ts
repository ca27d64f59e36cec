import { describe, expect, test } from '@jest/globals';
import { imageName } from '../../src/image/name.ts';
import {
  commitLink,
  digestCode,
  escapeMarkdown,
  formatMinute,
  inlineCode,
  runLink,
  table,
} from '../../src/report/text.ts';
import { escapeLogLine } from '../../src/util/log-line.ts';
import { stripCommonPrefix } from '../../src/util/text.ts';
import { digest, runUrl, SOURCE } from '../support/requests/requests.ts';
import { HOSTILE, problemsOf } from '../support/runner/markdown.ts';

describe('untrusted text in a table cell', () => {
  test.each(Object.entries(HOSTILE))('%s stays one cell of one row', (_name, text) => {
    const row = table(['a', 'b'], [[escapeMarkdown(text), inlineCode(text)]]);
    expect(problemsOf(row)).toEqual([]);
    expect(row.split('\n')).toHaveLength(3);
  });

  test.each(Object.entries(HOSTILE))('%s has no Markdown syntax left', (_name, text) => {
    expect(escapeMarkdown(text)).not.toMatch(/[<>|`*_[\]()!~\\$@{}"']|&(?!#\d+;)|#(?!\d+;)/);
  });

  test.each<[string, string]>([
    ['plain words are not changed', 'plain words, 1.2.3-rc.1 = fine; 50%'],
    ['other scripts are not changed', 'größer als 日本 🙂'],
  ])('%s', (_name, text) => {
    expect(escapeMarkdown(text)).toBe(text);
  });

  test('is truncated to 200 characters or to the given length', () => {
    expect(escapeMarkdown('x'.repeat(200))).toBe('x'.repeat(200));
    expect(escapeMarkdown('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
    expect(escapeMarkdown('x'.repeat(400), 300)).toBe(`${'x'.repeat(300)}…`);
  });

  test('is truncated before it is escaped, so that no entity is split', () => {
    expect(escapeMarkdown('<'.repeat(300))).toBe(`${'&#60;'.repeat(200)}…`);
  });
});

describe('untrusted text in the log', () => {
  test.each(Object.entries(HOSTILE))('%s starts no workflow command and moves no cursor', (_name, text) => {
    for (const line of escapeLogLine(text).split('\n')) {
      expect(line.trimStart().startsWith('::')).toBe(false);
      expect(line).not.toContain('##[');
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
    }
  });

  test.each<[string, string, string]>([
    ['a plain line is not changed', 'app:1.2.3 → sha256:abc', 'app:1.2.3 → sha256:abc'],
    ['line breaks of all kinds become \\n', 'one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
    ['a workflow command at the start of a line is split by a space', '::error::x', ': :error::x'],
    ['colons within a line are not changed', 'a::b', 'a::b'],
    ['brackets after a single # are not changed', '#[x]', '#[x]'],
    ['a command with invisible characters inside is split too', '#\u200b#[error]:\u200b:', '# #[error]: :'],
    ['a command after an invisible character is split too', '\u200b::error::x', ' : :error::x'],
  ])('%s', (_name, text, expected) => {
    expect(escapeLogLine(text)).toBe(expected);
  });
});

describe('a name as inline code, escaped where it cannot be code:', () => {
  test.each<[string, string]>([
    ['reg.test:5000/team/app@sha256:abc', '`reg.test:5000/team/app@sha256:abc`'],
    ['1.2.3_build-5+x', '`1.2.3_build-5+x`'],
    ['a b', 'a b'],
    ['a`b', 'a&#96;b'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(inlineCode(text)).toBe(expected);
  });

  test('a digest is shortened', () => {
    expect(digestCode(digest('A'))).toBe('`sha256:410000000000`');
    expect(digestCode(null)).toBe('–');
    const revision = 'c0ffee1'.padEnd(40, '0');
    expect(imageName({ version: '1.0.0', revision }, digest('A'))).toBe('1.0.0');
    expect(imageName({ version: null, revision }, digest('A'))).toBe('git-c0ffee1');
    expect(imageName({ version: null, revision: null }, digest('A'))).toBe('sha256:410000000000');
  });
});

describe('a link is made only from a valid value:', () => {
  const commit = 'a'.repeat(40);

  test.each<[string, string | null, string | null, string]>([
    ['a commit', commit, SOURCE, `[\`aaaaaaa\`](${SOURCE}/commit/${commit})`],
    ['a commit outside of GitHub', commit, null, '`aaaaaaa`'],
    ['a short commit', 'aaaaaaa', SOURCE, '–'],
    ['an invalid commit', '](https://evil.example)', SOURCE, '–'],
    ['no commit', null, SOURCE, '–'],
  ])('%s', (_name, revision, source, expected) => {
    expect(commitLink(revision, source)).toBe(expected);
  });

  test.each<[string, string | null, string]>([
    ['a run', runUrl(7), `[run 7](${runUrl(7)})`],
    ['a later attempt of a run', runUrl(7, 3), `[run 7, attempt 3](${runUrl(7, 3)})`],
    ['no run', null, '–'],
    ['a run with a script URL', 'javascript:alert(1)', 'javascript&#58;alert&#40;1&#41;'],
    [
      'a run URL with Markdown inside',
      `${runUrl(7)}) [x](https://evil.example`,
      expect.not.stringContaining('](') as never,
    ],
  ])('%s', (_name, url, expected) => {
    expect(runLink(url, 'https://github.com')).toEqual(expected);
  });
});

describe('text for the report', () => {
  test('has times to the minute, without line breaks inside', () => {
    expect(formatMinute('2026-03-01T13:05:59+01:00')).toBe('2026&#8209;03&#8209;01&nbsp;12:05&nbsp;UTC');
    expect(formatMinute(null)).toBe('–');
    expect(formatMinute('<b>')).toBe('&#60;b&#62;');
  });

  test.each<[string[], string, string[]]>([
    [['reg.test/team/app', 'reg.test/team/web'], 'reg.test/team/', ['app', 'web']],
    [['reg.test/team/app', 'reg.test/other/app'], 'reg.test/', ['team/app', 'other/app']],
    [['reg.test/app', 'other.test/app'], '', ['reg.test/app', 'other.test/app']],
    [['reg.test/app', 'reg.test/app-two'], 'reg.test/', ['app', 'app-two']],
    [[], '', []],
  ])('has the names %j with the common prefix "%s" removed', (names, shared, rest) => {
    const found = stripCommonPrefix(names);
    expect(found.shared).toBe(shared);
    expect(names.map(found.short)).toEqual(rest);
  });
});
