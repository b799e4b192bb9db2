/** The model of IAM's policy documents. Pure, and usable without Pulumi. */
export type * from "./document";
export { KINDS } from "./document";
export { kindOf } from "./kind";
export { normalForm } from "./normal-form";
export { documentFrom } from "./read";
export { operatorOf } from "./words";
