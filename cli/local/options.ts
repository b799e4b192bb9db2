/** What every `multistage local` command takes. */

export interface LocalOptions {
  readonly stack: string;
  /** The name of the workspace. */
  readonly workspace: string;
}
