/** The abort signals of a cancelled job: `reads` aborts immediately, `writes` after a grace period. */
export interface Cancellation {
  readonly reads: AbortSignal;
  readonly writes: AbortSignal;
}
