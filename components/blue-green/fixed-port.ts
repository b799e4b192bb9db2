/**
 * The port of a service, which its target groups cannot change: AWS lets nobody replace one that a rule names, while the
 * security groups would already have shut the old port to the fleet that serves. What is registered decides.
 */
import * as pulumi from "@pulumi/pulumi";
import { problemText } from "../../refusal/refusal";
import type { Plan } from "./plan";

/** The declared port, once it is known to be the registered one; everything that has a port waits for it. */
export function fixedPort({ registration, settings }: Omit<Plan, "port">): pulumi.Output<number> {
  return registration.apply((text) => portOf(settings.port, text));
}

/** Throws `RunError` when the registration, as JSON text, has another port. */
export function portOf(declared: number, registration: string | undefined): number {
  const registered = registeredPort(registration);
  if (registered === undefined || registered === declared) return declared;
  const problem = {
    property: "settings.port",
    rule: `${registered}, as it is fixed for the life of the service`,
    got: String(declared),
    remedy: "keep it, or add a service of another name with the new port and remove this one later",
  };
  throw new pulumi.RunError(problemText(problem));
}

/** Nothing where nothing is registered, or somebody has written something else there, which this run mends. */
function registeredPort(registration = "null"): number | undefined {
  try {
    const { port } = (JSON.parse(registration) ?? {}) as { readonly port?: unknown };
    return typeof port === "number" ? port : undefined;
  } catch {
    return undefined;
  }
}
