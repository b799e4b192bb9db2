/** The policy pack that comes with multistage. */
import { join } from "node:path";
import { packageRoot } from "../local/package-root";

/** The pack in one file, as the engine's `--policy-pack` takes it: it runs in the program's folder, whose configuration it finds. */
export function policyPack(): string {
  return join(packageRoot(), "dist", "policy", "multistage-policy");
}
