/** The processor of an instance type, read from its name. Pure. */

/** A family (letters, generation, then letters for what is special about it), a dot and a size: `t4g.small`. */
const INSTANCE_TYPE = /^(?!mac)([a-z]+\d+)([a-z0-9-]*)\.[a-z0-9-]+$/;

/** Whether Linux runs on it, as far as its name says (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html). */
export function isInstanceType(text: string): boolean {
  return INSTANCE_TYPE.test(text);
}

/** `arm64` for Graviton, which has a g behind the generation (t4g, c7gn), but for the first, a1. */
export function architectureOf(instanceType: string): "arm64" | "x86_64" {
  const [, generation = "", special = ""] = INSTANCE_TYPE.exec(instanceType) ?? [];
  return generation === "a1" || /^[a-z]*g/.test(special) ? "arm64" : "x86_64";
}
