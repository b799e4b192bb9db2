/**
 * Lines of the access log. Pure.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */

/** What there is to say of a request, by the variable's name without `$context.`. */
export type LogContext = Readonly<Record<string, string | number | undefined>>;

/** The format with each variable replaced, by `-` where nothing is known. */
export function accessLine(format: string, context: LogContext): string {
  return format.replace(/\$context\.([\w.-]*\w)/g, (_, name: string) => {
    const value = context[name];
    // The format is JSON mostly: a value must not end its string.
    return value === undefined ? "-" : JSON.stringify(String(value)).slice(1, -1);
  });
}
