/** Every type the local AWS can create. */
import { apigatewayv2 } from "./apigatewayv2";
import { iam } from "./iam";
import { lambda } from "./lambda";
import { logs } from "./logs";
import { network } from "./network";
import type { Row } from "./row";
import { securityGroups } from "./security-groups";

export const rows: ReadonlyMap<string, Row> = new Map(
  [...apigatewayv2, ...iam, ...lambda, ...logs, ...network, ...securityGroups].map((row) => [row.type, row]),
);
