/** What the local AWS answers when it cannot do what was asked. */
import { nearest } from "../../../refusal/nearest";
import type { Problem } from "../../../refusal/refusal";
import type { Values } from "../../../wire/values";

/** Refused as AWS would refuse it: `<code>: <message>`. */
export class AwsError extends Error {
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = "AwsError";
  }

  /** Out of `<code>: <message>`. */
  static saying(text: string): AwsError {
    const [code = "", message = ""] = text.split(/: (.*)/s);
    return new AwsError(code, message);
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

/** A type or function the SDK does not have, and the one that was most likely meant. */
export function unknownType(token: string, known: readonly string[]): Problem {
  const near = nearest(token, known);
  const remedy = near === undefined ? "check its spelling" : `did you mean ${near}?`;
  return { property: "type", rule: "a type or function of the installed @pulumi/aws", got: token, remedy };
}

/** Why a type of the SDK is not made here. */
export function uncreated(type: string): Problem {
  const rule = "a type the local AWS creates";
  const remedy = "it can only be previewed here; add a row to local/aws/rows to create it";
  return { property: "type", rule, got: type, remedy };
}
