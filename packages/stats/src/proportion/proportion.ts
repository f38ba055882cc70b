/** Successes in independent trials. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}
