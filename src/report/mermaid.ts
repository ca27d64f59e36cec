/** The longest text in a diagram, in characters. */
const MAX_TEXT = 40;

/**
 * Returns untrusted text for a label of a Mermaid diagram: only characters of names and versions, none that Mermaid reads
 * as its own syntax or as HTML.
 */
export function mermaidText(text: string): string {
  const kept = text.replace(/[^\w.+ ()-]/g, '').trim();
  return kept.length > MAX_TEXT ? `${kept.slice(0, MAX_TEXT)}…` : kept;
}

/** Returns a diagram as a block of Markdown. */
export function mermaid(lines: readonly string[]): string {
  return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``;
}
