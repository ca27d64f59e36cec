#!/usr/bin/env node
// Starts the command line, dist/cli-main.js. Kept apart, and in plain old syntax, so that an old Node can say what is wrong.
var needed = 24;
if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    'build-once-promote needs Node ' +
      needed +
      ' or newer, got ' +
      process.versions.node +
      ': install it and run again.\n',
  );
  process.exit(1);
}
void import('./cli-main.js').then((command) => command.main('0.1.0'));
