/** Horizontal bars in groups: the length is the median, the thin line goes from the least to the most. */
export interface Chart {
  /** The file's name without its ending. */
  file: string;
  title: string;
  groups: { name: string; bars: { name: string; min: number; median: number; max: number }[] }[];
}

const LABELS = 190;
const WIDTH = 760;
const ROW = 22;
// Grey and two hues of middle lightness: legible on white and on GitHub's dark ground alike, which an <img> can't ask for.
const TEXT = '#768390';
const OURS = '#2da44e';
const PEER = '#6c8ebf';

/** The chart as an SVG document; a bar whose name begins with "ours" stands out. */
export function svgOf({ title, groups }: Chart): string {
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ max }) => max)), Number.MIN_VALUE);
  const scale = (value: number): number => (value / most) * (WIDTH - LABELS - 80);
  const lines: string[] = [text(8, 20, title, 'font-weight="600"')];
  let y = 34;
  for (const group of groups) {
    if (group.name) {
      lines.push(text(8, y + 16, group.name, 'font-style="italic"'));
      y += ROW;
    }
    for (const { name, min, median, max } of group.bars) {
      const middle = y + ROW / 2;
      lines.push(text(LABELS - 8, middle + 4, name, 'text-anchor="end"'));
      const colour = name.startsWith('ours') ? OURS : PEER;
      lines.push(
        `<rect x="${LABELS}" y="${y + 4}" width="${scale(median).toFixed(1)}" height="${ROW - 8}" fill="${colour}"/>`,
      );
      const [from, to] = [LABELS + scale(min), LABELS + scale(max)].map((at) => at.toFixed(1));
      lines.push(`<path d="M${from} ${middle}H${to}" stroke="${TEXT}" stroke-width="2"/>`);
      lines.push(text(LABELS + scale(max) + 6, middle + 4, median.toPrecision(3)));
      y += ROW;
    }
    y += 8;
  }
  const size = `viewBox="0 0 ${WIDTH} ${y + 6}" width="${WIDTH}" height="${y + 6}"`;
  const font = `font-family="system-ui, sans-serif" font-size="13" fill="${TEXT}"`;
  const label = `role="img" aria-label="${escapeXml(title)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font} ${label}>\n${lines.join('\n')}\n</svg>\n`;
}

function text(x: number, y: number, words: string, more = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y}" ${more}>${escapeXml(words)}</text>`;
}

function escapeXml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
