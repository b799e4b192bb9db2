/** The policy pack that comes with multistage. */
import { join } from "node:path";
import { packageRoot } from "../local/package-root";

/** The folder of the compiled pack, as the engine's `--policy-pack` takes it. */
export function policyPackFolder(): string {
  return join(packageRoot(), "dist", "policy");
}
