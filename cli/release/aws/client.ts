/** What the command's SDK clients are made with: the shell's credentials and endpoints, and an end to every wait. */

/** A call, with the tries that are made of it. */
const ATTEMPTS = 4;
const CONNECT_MS = 5_000;

/**
 * @param region - the shell's own, unless given
 * @param answerSeconds - how long one try may take; at least 1
 */
export function clientSettings(region: string | undefined, answerSeconds = 10) {
  return {
    ...(region === undefined ? {} : { region }),
    // The SDK's standard mode: full jitter, and a budget for retries.
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: answerSeconds * 1000,
      throwOnRequestTimeout: true,
    },
  };
}
