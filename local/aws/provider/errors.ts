/** What the local AWS answers when it cannot do what was asked. */
import type { Values } from "../wire/values";

/** Refused as AWS would refuse it: `<code>: <message>`. */
export class AwsError extends Error {
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = "AwsError";
  }
}

/** Made or changed, but not finished: the engine records the object and its unfinished set-up. */
export class PartialError extends Error {
  constructor(
    readonly id: string,
    readonly state: Values,
    readonly inputs: Values,
    readonly reason: string,
  ) {
    super(reason);
    this.name = "PartialError";
  }
}
