/** The signals of a cancelled job: reads end at once, writes after a moment in which they may still be answered. */
export interface Cancellation {
  readonly reads: AbortSignal;
  readonly writes: AbortSignal;
}
