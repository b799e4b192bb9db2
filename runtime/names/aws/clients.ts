/** The clients of AWS that names need, made once a function: a later invocation finds their connections open. */
import { EC2Client, type EC2ClientConfig } from "@aws-sdk/client-ec2";
import { Route53Client } from "@aws-sdk/client-route-53";

export interface NamesClients {
  readonly ec2: EC2Client;
  readonly route53: Route53Client;
}

/**
 * Throttling, a prior request that Route 53 is not done with (PriorRequestNotComplete) and what passes by itself are
 * tried again after a random time of up to 1, 2 and 4 s: the SDK's standard mode.
 */
const MOST_ATTEMPTS = 4;

export function namesClients(
  config: Pick<EC2ClientConfig, "endpoint" | "region" | "credentials"> = {},
): NamesClients {
  const given = { retryMode: "standard", maxAttempts: MOST_ATTEMPTS, ...config };
  return { ec2: new EC2Client(given), route53: new Route53Client(given) };
}

let own: NamesClients | undefined;

/** Those of the function, of its region and with its role. */
export function ownClients(): NamesClients {
  own ??= namesClients();
  return own;
}
