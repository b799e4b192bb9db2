/** What the SDK's clients for the emulator are made with: an address on this machine, and no real credentials. Pure. */

export interface EmulatorAddress {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly region: string;
}

/** Each call is made once, and within so many seconds: who asks every moment asks again, others say that it failed. */
export function emulatorClient({ endpoint, region }: EmulatorAddress, deadlineSeconds = 10) {
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
