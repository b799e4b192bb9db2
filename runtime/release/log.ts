/**
 * What a function says: one line of JSON, which CloudWatch Logs Insights reads field by field. No event is ever said:
 * that of a job carries credentials.
 */

export interface LogLine {
  readonly level: "info" | "error";
  readonly step: string;
  readonly message: string;
  readonly [field: string]: string | undefined;
}

/** Writes it; what is undefined is left out. */
export function log(line: LogLine): void {
  console.log(JSON.stringify(line));
}
