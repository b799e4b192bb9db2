/** What teams import: components and their argument types, without side effects. */
export { Network, type NetworkArgs } from "./network/network";
export { NatGateways, type ExistingVpc, type NewVpc } from "./network/resolve";
export {
  ServerlessService,
  type ServerlessServiceArgs,
  type VpcPlacement,
} from "./serverless-service/serverless-service";
export { Architecture, Runtime, type AppSettings } from "./serverless-service/resolve";
export type { Identity, Ownership } from "../naming/identity";
