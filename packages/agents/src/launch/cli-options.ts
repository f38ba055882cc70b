export interface CliOptions {
  /** What starts the CLI: a name on the PATH, or a path. */
  readonly executable?: string;
}
