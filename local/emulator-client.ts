/** What the SDK's clients for the emulator are made with: an address on this machine, and no real credentials. */

export interface EmulatorAddress {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly region: string;
}

/** Has the SDK say nothing of this machine's Node.js, the way its own announcement gives (aws/aws-sdk-js-v3 issue 7983). */
const UNWARNED = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/** Each call is made once, and within so many seconds: who asks every moment asks again, others say that it failed. */
export function emulatorClient({ endpoint, region }: EmulatorAddress, deadlineSeconds = 10) {
  // Which Node.js AWS will support is no news to who plays on one machine, with an SDK that was chosen for it.
  process.env[UNWARNED] ??= "true";
  const milliseconds = deadlineSeconds * 1000;
  return {
    endpoint,
    region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    // An address has no names below it that buckets could have.
    forcePathStyle: true,
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: milliseconds,
      requestTimeout: milliseconds,
      throwOnRequestTimeout: true,
    },
  };
}
