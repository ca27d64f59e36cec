import type { Help, HelpConfiguration } from 'commander';

/** The least room for what explains a term beside it, in columns of the terminal. */
const LEAST = 20;
const INDENT = '  ';
const GAP = '  ';

/** How the help is laid out. In a narrow terminal, what explains a command or a flag is below it instead of beside it. */
export const HELP_LAYOUT: HelpConfiguration = {
  minWidthToWrap: LEAST,
  formatItem(this: Help, term, termWidth, description, helper) {
    const width = this.helpWidth ?? 80;
    const beside = width - INDENT.length - termWidth - GAP.length;
    const isBelow = beside < LEAST;
    const indent = isBelow ? INDENT.repeat(3) : INDENT + ' '.repeat(termWidth) + GAP;
    const lines = helper.boxWrap(description, isBelow ? width - indent.length : beside).split('\n');
    const start = isBelow ? `${INDENT}${term}\n${indent}` : `${INDENT}${term.padEnd(termWidth)}${GAP}`;
    return description === '' ? `${INDENT}${term}` : `${start}${lines.join(`\n${indent}`)}`;
  },
};
