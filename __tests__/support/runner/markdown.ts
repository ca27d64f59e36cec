/** The HTML tags in the action's Markdown. */
const OWN = /<\/?(?:details|summary|sub)>/g;

/** Text that has a meaning in Markdown, HTML, a terminal or the runner's log, or misleads a reader. */
export const HOSTILE: Record<string, string> = {
  'a pipe': 'a | b || c',
  'an escaped pipe': 'a \\| b \\',
  backticks: '`a` ``` b',
  HTML: '<script>alert(1)</script><img src=x onerror=y>',
  'a comment that hides the rest': '<!-- <details>',
  'lines of a table': 'x\n| --- | --- |\n| evil | cell |',
  'a heading': '\n# evil\n---\n',
  'a link': '[evil](https://evil.example) ![evil](https://evil.example/x.png)',
  'a mention': '@team/everyone #1',
  'an entity': '&lt;b&gt;&#124;&vert;',
  'a workflow command': '::error title=evil::evil',
  'a workflow command on a line of its own': 'x\r\n::set-output name=digest::evil\r::warning::evil',
  'a workflow command after spaces': '  \t::add-mask::evil',
  'an old workflow command': 'x ##[error]evil ##[group]evil',
  'terminal escapes': '\u001b[2J\u001b[31mevil\u001b]8;;https://evil.example\u0007',
  'the other direction': '\u202eevil\u2066\u200f\u061c',
  'what is not seen': 'e\u200bv\u00adi\u2060l\ufeff\u0000',
  'line separators': 'x\u2028::error::evil\u2029::error::evil\u0085::error::evil\u000b::error::evil',
  formulas: '$\\sqrt{2}$ {{ github.token }}',
  'very much': 'evil | '.repeat(20_000),
};

/** Returns the defects of a job summary: broken tables, raw HTML, open fences, invisible characters. */
export function problemsOf(markdown: string): string[] {
  const problems: string[] = [];
  const lines = markdown.split('\n');
  let width: number | null = null;
  let isCode = false;
  for (const line of lines) {
    if (line.startsWith('```')) isCode = !isCode;
    const cells = !isCode && line.startsWith('|') ? pipesIn(line) : null;
    if (cells !== null && width !== null && cells !== width)
      problems.push(`a row of ${cells} instead of ${width}: ${line}`);
    if (!isCode && cells === null && pipesIn(line) > 0) problems.push(`a pipe outside of a table: ${line}`);
    width = cells;
    const bare = line.replace(OWN, '');
    if (/[<]/.test(bare)) problems.push(`raw HTML: ${line.slice(0, 200)}`);
    if (/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/.test(line))
      problems.push(`what can't be seen: ${JSON.stringify(line.slice(0, 200))}`);
    if (/^\s*::|##\[/.test(line)) problems.push(`a workflow command: ${line}`);
    if (/\]\(https?:\/\/(?!github\.com\/team\/app\/)/.test(line)) problems.push(`a stranger's link: ${line}`);
    if (line.length > 5000) problems.push(`a line of ${line.length} characters`);
  }
  if (isCode) problems.push('a fence is open');
  return problems;
}

/** Pipes that separate cells: after a backslash a pipe is a character. */
function pipesIn(line: string): number {
  return line.replace(/\\\|/g, '').split('|').length - 1;
}
