/** Writes the job summaries to files: the Markdown of each step, and one HTML page with all of them. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeHtml, toHtml } from './markdown.mjs';

const STYLE = `
:root { color-scheme: light dark; --line: #d1d9e0; --soft: #f6f8fa; --link: #0969da; --bad: #cf222e; --good: #1a7f37 }
@media (prefers-color-scheme: dark) {
  :root { --line: #3d444d; --soft: #151b23; --link: #4493f8; --bad: #f85149; --good: #3fb950 }
}
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
a { color: var(--link) }
table { border-collapse: collapse; margin: .8em 0; display: block; overflow-x: auto }
th, td { border: 1px solid var(--line); padding: .35em .8em; text-align: left; vertical-align: top }
th { background: var(--soft) }
code, pre { font: 13px/1.45 ui-monospace, monospace; background: var(--soft); border-radius: 6px }
code { padding: .15em .35em; overflow-wrap: anywhere }
td code { white-space: nowrap }
pre { padding: 1em; overflow-x: auto }
pre code { padding: 0; overflow-wrap: normal }
blockquote { margin: .8em 0; padding: .1em 1em; border-left: 4px solid var(--line) }
.tip { border-color: var(--good) } .caution { border-color: var(--bad) } .warning { border-color: #9a6700 }
.note { border-color: var(--link) } .important { border-color: #8250df }
section { border: 1px solid var(--line); border-radius: 8px; padding: 0 1.5rem 1rem; margin: 2rem 0 }
section > header { border-bottom: 1px solid var(--line); padding: .8rem 0; font-weight: 600 }
section > header a { float: right; font-weight: 400 }
.failed { color: var(--bad) } .success { color: var(--good) }`;

const slug = (title) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .slice(0, 50)
    .replace(/^-|[-.]+$/g, '');

const outcome = ({ exit }) => (exit === 0 ? 'success' : 'failed');

function contentsRow({ number, title, command, result }) {
  const link = result ? `<a href="#step-${number}">${escapeHtml(title)}</a>` : escapeHtml(title);
  const end = result
    ? `<span class="${outcome(result)}">${outcome(result)}</span>`
    : `<code>${escapeHtml(command)}</code>`;
  return `<tr><td>${number}</td><td>${link}</td><td>${end}</td></tr>`;
}

function section({ number, title, name, result }) {
  const mark = `<span class="${outcome(result)}">${outcome(result)}</span>`;
  const files = `<a href="${name}.md">Markdown</a>`;
  return `<section id="step-${number}">
<header>${number}. ${escapeHtml(title)} · ${mark} ${files}</header>
${toHtml(result.summary)}
</section>`;
}

function page(pages) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>build-once-promote: the demo's job summaries</title>
<style>${STYLE}</style>
<h1>The demo’s job summaries</h1>
<table><tbody>${pages.map(contentsRow).join('\n')}</tbody></table>
${pages
  .filter(({ result }) => result)
  .map(section)
  .join('\n')}
</html>
`;
}

/**
 * A collection of summaries in an emptied folder: `add` writes one step's summary and log and returns the file's name,
 * `close` writes the page with all of them.
 */
export async function openBook(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pages = [];

  async function add(number, { title, command }, result) {
    const name = `${String(number).padStart(2, '0')}-${slug(title)}`;
    pages.push({ number, title, command, name, result });
    if (!result) return undefined;
    await writeFile(join(folder, `${name}.md`), result.summary);
    await writeFile(join(folder, `${name}.log`), result.log);
    return `${name}.md`;
  }

  async function close() {
    await writeFile(join(folder, 'index.html'), page(pages));
    return 'index.html';
  }

  return { add, close };
}
