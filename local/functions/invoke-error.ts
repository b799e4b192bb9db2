/** What Lambda's Invoke refuses, as an error of its API. */

export class LambdaError extends Error {
  /**
   * @param code - as `ResourceNotFoundException`
   * @param status - of the HTTP answer
   * @param reason - some errors name one
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly reason?: string,
  ) {
    super(message);
    this.name = code;
  }
}

export function notFound(arn: string): LambdaError {
  return new LambdaError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
}

export function invalid(message: string): LambdaError {
  return new LambdaError("InvalidParameterValueException", message);
}
