/** A call that is refused, with the error CodePipeline has for it. */

export class CallError extends Error {
  /** @param code - `PipelineNotFoundException` */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}
