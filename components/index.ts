/** What teams import: components and their argument types, without side effects. */
export { Access, type AccessArgs } from "./access/access";
export { boundEveryRole } from "./access/permissions-boundary";
export type { AccessSettings } from "./access/resolve";
export type {
  CertificateHolder,
  PermissionSetHolders,
  TakenBy,
  TokenHolder,
  UsersWithMfa,
} from "./access/taken-by";
export type { ArtifactBucket } from "./artifact-bucket";
export {
  BlueGreenService,
  type BlueGreenServiceArgs,
  type LoadBalancerReference,
  type TextPerColour,
} from "./blue-green/blue-green-service";
export {
  Migrations,
  type NightProduct,
  type NightSettings,
  type ReleaseSettings,
} from "./blue-green/release-settings";
export type { PreviewSettings } from "./blue-green/preview";
export type { AlarmSettings, BlueGreenSettings, FleetSizes, ScalingSettings } from "./blue-green/resolve";
export { Day, type WeeklyHours } from "./blue-green/weekly-hours";
export { Budget, type BudgetArgs } from "./budget/budget";
export type { BudgetSettings } from "./budget/resolve";
export {
  DeliveryPipeline,
  type Approval,
  type DeliveryPipelineArgs,
  type StepFunction,
  type StepFunctions,
} from "./delivery-pipeline/delivery-pipeline";
export { LoadBalancer, type LoadBalancerArgs } from "./load-balancer/load-balancer";
export type { PublicNames } from "./load-balancer/public-name-settings";
export type { ExistingListeners, LoadBalancerSettings } from "./load-balancer/resolve";
export { Network, type NetworkArgs } from "./network/network";
export { GatewayEndpoint, InterfaceEndpoint, type Endpoints } from "./network/endpoint-services";
export type { ExistingVpc } from "./network/existing";
export { NatGateways, type FlowLogs, type NewVpc } from "./network/resolve";
export { Notifications, type NotificationsArgs } from "./notifications/notifications";
export { PrivateZone, type PrivateZoneArgs } from "./private-zone/private-zone";
export type { ZoneSettings } from "./private-zone/resolve";
export type { ControlNetwork } from "./release-control/placement";
export {
  ReleaseControl,
  type ControlFunctions,
  type ControlZone,
  type FunctionReference,
  type ReleaseControlArgs,
} from "./release-control/release-control";
export {
  ServerlessService,
  type ServerlessServiceArgs,
  type VpcPlacement,
} from "./serverless-service/serverless-service";
export { Architecture, Runtime, type AppSettings } from "./serverless-service/resolve";
export type { Identity, Ownership } from "../naming/identity";
