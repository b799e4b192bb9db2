/** Lambda's limits (docs.aws.amazon.com/lambda: gettingstarted-limits, API_Invoke). */

/** The unpacked code with its layers. */
export const UNPACKED_BYTES = 262_144_000;
/** A synchronous event, and a response: 6 MB and some room for what wraps them. */
export const SYNC_PAYLOAD_BYTES = 6_291_556;
/** An asynchronous event: 1 MB since 2025. */
export const ASYNC_PAYLOAD_BYTES = 1_048_576;
/** A start that takes longer is begun again within the first invocation. */
export const INIT_SECONDS = 10;
/** What an invocation's answer can carry of its log. */
export const LOG_TAIL_BYTES = 4_096;
