/**
 * Converts the part of GitHub's Markdown that job summaries use to HTML, so that a browser can show the summaries.
 * Unknown syntax stays text; only the HTML tags in this list are kept.
 */
const TAGS =
  /^<(\/?(?:b|br|code|details|em|kbd|pre|strong|sub|summary|sup|table|tbody|td|th|thead|tr)|details open)\s*\/?>$/i;
const ALERTS = { NOTE: 'Note', TIP: 'Tip', IMPORTANT: 'Important', WARNING: 'Warning', CAUTION: 'Caution' };
const INLINE = new RegExp(
  [
    /(?<ticks>`+)(?<code>[^`].*?|`)\k<ticks>(?!`)/,
    /\\(?<escaped>[!-/:-@[-`{-~])/,
    /!?\[(?<label>(?:\\.|[^\]\\])*)\]\((?<url>[^()\s]*)\)/,
    /(?<tag><[^>]*>)/,
    /(?<entity>&(?:#\d+|#x[0-9a-f]+|[a-z]+);)/,
    /\*\*(?<strong>.+?)\*\*/,
    /(?<![\w*])[*_](?<em>[^*_\s](?:[^*_]*[^*_\s])?)[*_](?![\w*])/,
    /(?<bare>https?:\/\/[^\s<>()`|]+)/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
);

/** The text escaped for HTML. */
export const escapeHtml = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const link = (url, label) =>
  /^(https?:\/\/|#|[\w.-]+$)/i.test(url) ? `<a href="${escapeHtml(url)}">${label}</a>` : label;

function inlinePart({ code, escaped, label, url, tag, entity, strong, em, bare }) {
  if (code !== undefined) return `<code>${escapeHtml(code.replace(/^ (.+) $/, '$1'))}</code>`;
  if (escaped) return escapeHtml(escaped);
  if (label !== undefined) return link(url, inline(label));
  if (tag) return TAGS.test(tag) ? tag : escapeHtml(tag);
  if (entity) return entity;
  if (strong) return `<strong>${inline(strong)}</strong>`;
  if (em) return `<em>${inline(em)}</em>`;
  return link(bare, escapeHtml(bare));
}

/** Markdown within a line. */
function inline(text) {
  let html = '';
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    html += escapeHtml(text.slice(at, match.index)) + inlinePart(match.groups);
    at = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(at));
}

const cells = (row) =>
  row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => inline(cell.trim().replaceAll('\\|', '|')));

function table(lines) {
  const [head, , ...body] = lines;
  const row = (line, name) =>
    `<tr>${cells(line)
      .map((cell) => `<${name}>${cell}</${name}>`)
      .join('')}</tr>`;
  return `<table><thead>${row(head, 'th')}</thead><tbody>${body.map((line) => row(line, 'td')).join('')}</tbody></table>`;
}

function quote(lines) {
  const inner = lines.map((line) => line.replace(/^> ?/, ''));
  const [, kind] = /^\[!(\w+)\]\s*$/.exec(inner[0]) ?? [];
  if (!ALERTS[kind]) return `<blockquote>${toHtml(inner.join('\n'))}</blockquote>`;
  const title = `<strong>${ALERTS[kind]}</strong>`;
  return `<blockquote class="${kind.toLowerCase()}">${title}${toHtml(inner.slice(1).join('\n'))}</blockquote>`;
}

const list = (name, mark) => (lines) =>
  `<${name}>${lines.map((line) => `<li>${inline(line.replace(mark, ''))}</li>`).join('')}</${name}>`;

/** The kinds of blocks: which line begins one, which lines continue it, and its HTML. */
const BLOCKS = [
  { begins: /^#{1,6} /, goesOn: () => false, html: ([line]) => heading(line) },
  { begins: /^(-{3,}|\*{3,})\s*$/, goesOn: () => false, html: () => '<hr>' },
  { begins: /^>/, goesOn: (line) => line.startsWith('>'), html: quote },
  { begins: /^\|/, goesOn: (line) => line.startsWith('|'), html: table },
  { begins: /^[-*] /, goesOn: (line) => /^[-*] /.test(line), html: list('ul', /^[-*] /) },
  { begins: /^\d+\. /, goesOn: (line) => /^\d+\. /.test(line), html: list('ol', /^\d+\. /) },
];
const PARAGRAPH = {
  goesOn: (line) => line.trim() !== '' && !line.startsWith('```') && !BLOCKS.some(({ begins }) => begins.test(line)),
  html: (lines) =>
    /^<\/?(details|summary|table)/.test(lines[0]) ? inline(lines.join('\n')) : `<p>${inline(lines.join('\n'))}</p>`,
};

function heading(line) {
  const level = line.indexOf(' ');
  return `<h${level}>${inline(line.slice(level + 1).trim())}</h${level}>`;
}

function fence(lines) {
  const [, ticks] = /^(`{3,})/.exec(lines[0]);
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === ticks);
  const length = end < 0 ? lines.length : end + 1;
  return {
    length,
    html: `<pre><code>${escapeHtml(lines.slice(1, length - (end < 0 ? 0 : 1)).join('\n'))}</code></pre>`,
  };
}

function block(lines) {
  if (lines[0].startsWith('```')) return fence(lines);
  const kind = BLOCKS.find(({ begins }) => begins.test(lines[0])) ?? PARAGRAPH;
  const end = lines.findIndex((line, index) => index > 0 && !kind.goesOn(line));
  const length = end < 0 ? lines.length : end;
  return { length, html: kind.html(lines.slice(0, length)) };
}

/** A Markdown text as HTML. */
export function toHtml(markdown) {
  const lines = markdown.replaceAll('\r', '').split('\n');
  const html = [];
  while (lines.length > 0) {
    if (lines[0].trim() === '') {
      lines.shift();
      continue;
    }
    const { length, html: part } = block(lines);
    html.push(part);
    lines.splice(0, length);
  }
  return html.join('\n');
}
