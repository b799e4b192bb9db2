/** Who runs the command, as it is recorded of a wish: AWS does not tell a function who has called it. */
import { hostname, userInfo } from "node:os";

/** `ada@laptop`. */
export function whoAsks(): string {
  return `${userInfo().username}@${hostname()}`;
}
