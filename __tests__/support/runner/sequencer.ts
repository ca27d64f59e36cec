import sequencer from '@jest/test-sequencer';

/** The tests that take longest, the longest first: without earlier durations, jest would begin with the largest files. */
const LONGEST = [
  'e2e/matrix-kill-copy',
  'e2e/matrix-fault-image',
  'e2e/copy-odd',
  'e2e/matrix-kill-image',
  'e2e/matrix-race-image',
  'e2e/matrix-fault-copy',
  'e2e/late-reads',
  'e2e/matrix-kill-train',
  'hostile/reads',
  'simulation/races',
  'e2e/branch-tags',
  'e2e/require',
  'e2e/deployments',
  'e2e/copy-kinds',
  'e2e/history-rules',
  'e2e/marks',
  'e2e/changes',
  'e2e/expect',
  'e2e/versions',
  'e2e/story-status',
  'e2e/board-browser',
  'e2e/example-promote',
  'e2e/live-workflow',
  'trust/tuf',
  'trust/forms',
  'trust/statements',
  'github/checkout',
  'docker/command',
].map((name) => `/__tests__/${name}.test.ts`);

// its types are those of its CommonJS form
const TestSequencer = sequencer as unknown as (typeof sequencer)['default'];
type Tests = Parameters<InstanceType<typeof TestSequencer>['sort']>[0];

/** The order of the test files: the longest first, so that no worker has one of them alone at the end. */
export default class LongestFirst extends TestSequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const rank = ({ path }: Tests[number]): number => {
      const at = LONGEST.findIndex((end) => path.endsWith(end));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(tests)).sort((one, other) => rank(one) - rank(other));
  }
}
