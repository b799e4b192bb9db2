/** One thing the doctor has looked at. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
  /** The command that gets what is missing. */
  readonly remedy?: string | undefined;
}
