/** A resource on its way into AWS, and as it was found there. */
import type { Values } from "../../../wire/values";

/** What the engine asks for. */
export interface Resource {
  readonly type: string;
  readonly inputs: Values;
}

/** An object as it was found in AWS, with what of it the program gave or could have given. */
export interface Found {
  readonly id: string;
  readonly state: Values;
  readonly inputs: Values;
}
