/** The waits and limits of the protocol, with their reasons. All times in milliseconds. */

/** How long a run waits for another run that seems to be in the middle of a move. */
export const MAX_WAIT_MS = 5000;
/** The polling interval while it waits. */
export const POLL_MS = 1000;
/** The maximum number of new plans after what was read has changed; a promotion then goes on with the last plan. */
export const MAX_REPLANS = 5;
/** Two builds of one commit at once see each other's commit tag within this time. */
export const COMMIT_TAG_RECHECK_MS = 500;
/** An event that moves nothing is looked for again after this time: another run may have written without it. */
export const RECORD_RECHECK_MS = 500;
/** A plan whose facts are older is checked again before it is written. */
export const STALE_MS = 1500;
/**
 * If writing the history took this much longer than the tag check in parallel with it, another run may have completed its
 * move meanwhile, so the tag is checked again. Below the minimum, the pace of a near registry would look like such a gap.
 */
export const GAP_MS = { min: 40, max: 300 };
/** How long a run that lost a race waits for the winner to write the history. */
export const SETTLE_WAIT_MS = 2000;
/** The polling interval while it waits. */
export const SETTLE_POLL_MS = 150;
/** How long a run that wrote the history waits before it reads it again: another run may write after reading before. */
export const SETTLE_WRITE_MS = 300;
/** The maximum number of readings. */
export const SETTLE_MAX_ROUNDS = 40;
/** How long a run looks again while reads show the state before its writes: replicas and caches are seconds behind. */
export const LATE_READS_MS = 20_000;
/** The polling interval meanwhile: the first, and the longest. */
export const LATE_POLL_MS = { first: 150, most: 1000 };
/** After this time a run that reads back gives up, even if some reads were current. */
export const SETTLE_MAX_MS = 45_000;
/** Two releases of one version at once see each other's version tag within this time. */
export const VERSION_TAG_RECHECK_MS = 500;
