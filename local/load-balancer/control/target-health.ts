/** Calls about targets that are answered from what the data plane knows. Pure. */
import type { TargetHealth } from "../health/targets";
import { elementXml, listXml, type Call } from "./call";

/** The result of DescribeTargetHealth. */
export function targetHealthXml(targets: readonly TargetHealth[]): string {
  const entries = targets.map(({ id, port, healthCheckPort, state, reason, description }) => {
    const health = [elementXml("State", state), elementXml("Reason", reason)];
    const described = elementXml("Description", description);
    return [
      `<Target>${elementXml("Id", id)}${elementXml("Port", port)}</Target>`,
      elementXml("HealthCheckPort", healthCheckPort),
      `<TargetHealth>${health.join("")}${described}</TargetHealth>`,
    ].join("");
  });
  return listXml("TargetHealthDescriptions", entries);
}

/** The targets a call names. */
export function targetsOf(call: Call): { id: string; port: number | undefined }[] {
  return call.list("Targets").map((entry) => {
    const port = entry.get("Port");
    return { id: entry.get("Id") ?? "", port: port === undefined ? undefined : Number(port) };
  });
}

/**
 * A deregistration without those that are not registered, of whom the store would refuse all; undefined when nobody is
 * left. AWS takes each.
 */
export function deregistration(call: Call, registered: readonly TargetHealth[]): string | undefined {
  const ids = new Set(registered.filter(({ state }) => state !== "draining").map(({ id }) => id));
  const known = call.list("Targets").filter((entry) => ids.has(entry.get("Id") ?? ""));
  return known.length === 0 ? undefined : call.with("Targets", known);
}
