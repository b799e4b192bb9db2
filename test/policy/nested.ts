/** Inputs that have a value at such a path: `lambdaFunctions[].lambdaFunctionArn`. */
import type { Value, Values } from "../../policy/value";

export function nested(path: string, value: Value): Values {
  const [step = "", ...rest] = path.split(".");
  const inner = rest.length > 0 ? nested(rest.join("."), value) : value;
  return step.endsWith("[]") ? { [step.slice(0, -2)]: [inner] } : { [step]: inner };
}
