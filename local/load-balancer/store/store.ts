/** The store that holds what is declared. */
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { emulatorClient, type EmulatorAddress } from "../../emulator-client";

export interface StoreClients {
  readonly balancing: ElasticLoadBalancingV2Client;
  readonly instances: EC2Client;
}

/** The next reading makes up for one that failed. */
export function storeClients(store: EmulatorAddress): StoreClients {
  const options = emulatorClient(store);
  return { balancing: new ElasticLoadBalancingV2Client(options), instances: new EC2Client(options) };
}
