/** A request as it passes, for those who check what an agent was really given. */
export interface SeenRequest {
  readonly run: string;
  readonly call: number;
  readonly provider: string;
  readonly path: string;
  /** Parsed; undefined when it is not JSON. */
  readonly body: unknown;
}
