/** A tiny program for repairs, and a look at whether after a repair everything goes as after any other update. */
import assert from "node:assert/strict";
import type { Fault } from "../../../local/aws/faults";
import type { TinyStack } from "./tiny-stack";

export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

/** Four resources; the identifiers of the network and its subnet say nothing about what they are. */
export const program = ({ block = 1, path = "/", name = "", description = "first" } = {}): string => `
const net = new ec2.Vpc("net", { cidrBlock: "10.0.0.0/16", tags: { Name: "net" } });
new ec2.Subnet("sub", { vpcId: net.id, cidrBlock: "10.0.${block}.0/24", tags: { Name: "sub" } });
const role = new iam.Role("web", {
  ${name === "" ? "" : `name: "${name}",`}
  path: "${path}",
  assumeRolePolicy: "{}",
  description: pulumi.secret("${description}"),
  tags: { Vpc: net.id },
});
new iam.RolePolicy("may", { name: "may", role: role.name, policy: "{}" });
`;

/** What is done is answered only when nobody waits any more. */
export const late = (on: Fault["on"], type: string): Fault => ({ on, type, then: "late", delayMs: 60_000 });

/** What `multistage repair --json` prints. */
export interface Report {
  readonly locks: readonly unknown[];
  readonly pending: readonly { readonly operation: string; readonly outcome: string }[];
  readonly orphans: readonly { readonly type: string; readonly id: string; readonly outcome: string }[];
  readonly next: readonly { readonly op: string }[];
}

/** Repairs; then an update comes to its end, a further one has nothing to do, and nothing is pending. */
export async function repaired(tiny: TinyStack, ...args: string[]): Promise<Report> {
  const { code, out, err } = await tiny.repair("--json", ...args);
  assert.equal(code, 0, err);
  const up = await tiny.up();
  assert.equal(up.code, 0, up.out + up.err);
  const again = await tiny.up([], "--expect-no-changes");
  assert.equal(again.code, 0, again.out + again.err);
  const { pending_operations: pending = [] } = await tiny.state();
  assert.deepEqual(pending, []);
  return JSON.parse(out) as Report;
}

/** The same, and the local AWS holds just what the state has. */
export async function repairedWholly(tiny: TinyStack, ...args: string[]): Promise<Report> {
  const report = await repaired(tiny, ...args);
  assert.deepEqual(await tiny.recorded(), tiny.held());
  return report;
}

/** `creating: adopted`, … of each interrupted operation. */
export function outcomes({ pending }: Report): string[] {
  return pending.map(({ operation, outcome }) => `${operation}: ${outcome}`).sort();
}
