/** One figure of a window. */
export interface Figure {
  /** per week, in seconds, or a share of one; null where it is unknown */
  readonly value: number | null;
  /** how many events the value rests on */
  readonly events: number;
}

/** The five figures of DORA for the last days. https://dora.dev/guides/dora-metrics/ */
export interface FiguresWindow {
  readonly days: number;
  /** deployments per week */
  readonly deploymentFrequency: Figure;
  /** median, in seconds */
  readonly changeLeadTime: Figure;
  /** share of deployments, a lower bound */
  readonly changeFailRate: Figure;
  /** median, in seconds */
  readonly failedDeploymentRecoveryTime: Figure;
  /** share of deployments */
  readonly deploymentReworkRate: Figure;
}

/** The figures of one image and environment, as the output `metrics` has them. */
export interface Metrics {
  readonly image: string;
  readonly environment: string;
  /** `at` of the oldest event that is kept; null where there is no history, or it cannot be read */
  readonly since: string | null;
  readonly windows: readonly FiguresWindow[];
}
