/** What the ARN of a resource says. Pure. */
import { arnOf, type Arn } from "../../policy/iam/arn";

/** The parts, of which region and account may be empty; undefined for what is no ARN. */
export function readArn(text: string): Arn | undefined {
  const arn = arnOf(text);
  return arn?.service === "" ? undefined : arn;
}

/** Whether both are of the same kind and name, wherever they are. */
export function isTwin(one: Arn, other: Arn): boolean {
  return one.service === other.service && one.resource === other.resource;
}
