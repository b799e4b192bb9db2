/** A VPC of three zones to be laid out. */
import type { LayoutArgs } from "../../../local/awsx/layout";

export const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

export function asked(changes: Partial<LayoutArgs<string>> = {}): LayoutArgs<string> {
  return { name: "net", cidrBlock: "10.0.0.0/16", natGatewayStrategy: "None", tags: {}, ...changes };
}
