/** The store that holds what is declared: reached by the SDK at an address on this machine, with no real credentials. */
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";

export interface StoreAddress {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly region: string;
}

export interface StoreClients {
  readonly balancing: ElasticLoadBalancingV2Client;
  readonly instances: EC2Client;
}

/** Each call is made once and within 10 s: the next reading makes up for one that failed. */
export function storeClients({ endpoint, region }: StoreAddress): StoreClients {
  const options = {
    endpoint,
    region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  };
  return { balancing: new ElasticLoadBalancingV2Client(options), instances: new EC2Client(options) };
}
