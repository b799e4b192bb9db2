/** What the JSON around a document says of the use that it is put to. Pure. */
import type { Kind } from "../iam/model";
import { isFields } from "./looks-like";

interface Role {
  readonly kind?: Kind;
  readonly onlyLimits?: true;
}

const ENDPOINT: Role = { kind: "resource", onlyLimits: true };

/** By the types of what holds it, in the words of AWS Organizations, CloudFormation and Terraform. */
const ROLES: ReadonlyMap<unknown, Role> = new Map<unknown, Role>([
  ["SERVICE_CONTROL_POLICY", { kind: "scp", onlyLimits: true }],
  ["RESOURCE_CONTROL_POLICY", { kind: "resource", onlyLimits: true }],
  ["AWS::EC2::VPCEndpoint", ENDPOINT],
  ["aws_vpc_endpoint", ENDPOINT],
  ["aws_vpc_endpoint_policy", ENDPOINT],
]);

/**
 * The use of the document at the end of these steps; nothing where nobody says it.
 *
 * @param root - the whole file
 */
export function roleOf(root: unknown, steps: readonly (string | number)[]): Role {
  const name = steps.findLast((step) => typeof step === "string") ?? "";
  if (/assume_?role_?policy/i.test(name)) return { kind: "trust" };
  let holder = root;
  let role: Role = {};
  for (const step of steps) {
    role = ofHolder(holder) ?? role; // the nearest counts
    holder = (holder as Readonly<Record<string | number, unknown>> | undefined)?.[step];
  }
  return role;
}

function ofHolder(holder: unknown): Role | undefined {
  if (!isFields(holder)) return undefined;
  const summary = holder["PolicySummary"];
  const types = [holder["Type"], holder["type"], isFields(summary) ? summary["Type"] : undefined];
  return types.map((type) => ROLES.get(type)).find((role) => role !== undefined);
}
