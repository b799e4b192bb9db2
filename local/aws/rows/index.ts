/** Every type the local AWS can create. */
import { acm } from "./acm";
import { apigatewayv2 } from "./apigatewayv2";
import { autoscaling } from "./autoscaling";
import { budgets } from "./budgets";
import { cloudwatch } from "./cloudwatch";
import { codepipeline } from "./codepipeline";
import { costexplorer } from "./costexplorer";
import { dynamodb } from "./dynamodb";
import { events } from "./events";
import { flowLogs } from "./flow-logs";
import { iam } from "./iam";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { launchTemplates } from "./launch-templates";
import { lb } from "./lb";
import { logs } from "./logs";
import { network } from "./network";
import { rolesanywhere } from "./rolesanywhere";
import { route53 } from "./route53";
import type { Row } from "./row";
import { s3 } from "./s3";
import { securityGroups } from "./security-groups";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { targetGroups } from "./target-groups";
import { vpcEndpoints } from "./vpc-endpoints";
import { wafv2 } from "./wafv2";

const services: readonly (readonly Row[])[] = [
  acm,
  apigatewayv2,
  autoscaling,
  budgets,
  cloudwatch,
  codepipeline,
  costexplorer,
  dynamodb,
  events,
  flowLogs,
  iam,
  kms,
  lambda,
  launchTemplates,
  lb,
  logs,
  network,
  rolesanywhere,
  route53,
  s3,
  securityGroups,
  sns,
  sqs,
  ssm,
  targetGroups,
  vpcEndpoints,
  wafv2,
];

export const rows: ReadonlyMap<string, Row> = new Map(services.flat().map((row) => [row.type, row]));
