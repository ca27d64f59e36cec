/** Writes the job summaries to files: the Markdown of each step, and one HTML page with all of them. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeHtml, toHtml } from './markdown.mjs';

const STYLE = `
:root { color-scheme: light dark; --line: #d1d9e0; --soft: #f6f8fa; --link: #0969da; --bad: #cf222e; --good: #1a7f37;
  --amber: #9a6700; --dim: #59636e }
@media (prefers-color-scheme: dark) {
  :root { --line: #3d444d; --soft: #151b23; --link: #4493f8; --bad: #f85149; --good: #3fb950;
    --amber: #d29922; --dim: #9198a1 }
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
.tip { border-color: var(--good) } .caution { border-color: var(--bad) } .warning { border-color: var(--amber) }
.note { border-color: var(--link) } .important { border-color: #8250df }
section { border: 1px solid var(--line); border-radius: 8px; padding: 0 1.5rem 1rem; margin: 2rem 0 }
section > header { border-bottom: 1px solid var(--line); padding: .8rem 0; font-weight: 600 }
section > header { display: flex; flex-wrap: wrap; gap: 0 .8rem; align-items: baseline }
section > header a { margin-left: auto; font-weight: 400 }
ol { padding-left: 2em } li { margin: .2em 0 }
.failed { color: var(--bad) } .success { color: var(--good) } .refused { color: var(--amber) } .hand { color: var(--dim) }
li span, header span + span { font-size: 13px; font-weight: 400; white-space: nowrap }
@media (max-width: 40rem) { section { padding: 0 .8rem .8rem } body { margin: 1rem auto; padding: 0 .6rem } }`;

const slug = (title) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .slice(0, 50)
    .replace(/^-|[-.]+$/g, '');

/** How a step ended, as [class, text]: a refusal that the story expects is not a failure. */
function outcome({ result, expected, isGood }) {
  if (!isGood) return ['failed', 'not as expected'];
  if (expected) return ['refused', 'refused, as intended'];
  return result.exit === 0 ? ['success', 'success'] : ['failed', 'failed'];
}

function badge(step) {
  const [name, text] = outcome(step);
  return `<span class="${name}">${text}</span>`;
}

function contentsItem(step) {
  const { number, title, command, result } = step;
  const text = result ? `<a href="#step-${number}">${escapeHtml(title)}</a>` : escapeHtml(title);
  const end = result ? ` ${badge(step)}` : ` <span class="hand">by hand</span><br><code>${escapeHtml(command)}</code>`;
  return `<li value="${number}">${text}${end}</li>`;
}

function section(step) {
  const { number, title, name, result } = step;
  return `<section id="step-${number}">
<header><span>${number}. ${escapeHtml(title)}</span> ${badge(step)} <a href="${name}.md">Markdown</a></header>
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
<p>Each run of the action writes a job summary. Refused runs are part of the story: nothing was written.</p>
<ol>${pages.map(contentsItem).join('\n')}</ol>
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

  async function add(number, { title, command, expect }, result, isGood) {
    const name = `${String(number).padStart(2, '0')}-${slug(title)}`;
    pages.push({ number, title, command, name, result, expected: expect.fails, isGood });
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
