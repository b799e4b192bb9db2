/** The configuration of this stack as the engine hands it over, without its namespace. */
import * as pulumi from "@pulumi/pulumi";

const NAMESPACE = "multistage:";

/** Every key under `multistage:`, secrets in plain text: they are marked again where they are used. */
export function readRawConfig(): Record<string, string> {
  const entries = Object.entries(pulumi.runtime.allConfig());
  const own = entries.filter(([key]) => key.startsWith(NAMESPACE));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(NAMESPACE.length), value]));
}
