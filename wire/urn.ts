/** What a URN says of its resource: `urn:pulumi:<stack>::<project>::<types from the outermost parent, joined by $>::<name>`. */

export function isUrn(text: string): boolean {
  return text.startsWith("urn:pulumi:");
}

/** The program's name for the resource: the end of its URN. */
export function logicalName(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The type of the resource itself, without those of its parents. */
export function typeOf(urn: string): string {
  const qualified = urn.split("::")[2] ?? "";
  return qualified.slice(qualified.lastIndexOf("$") + 1);
}

/** The stack and the project it belongs to. */
export function stackAndProject(urn: string): { stack: string; project: string } {
  const [stack = "", project = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project };
}

/** The stack itself, of which all its resources are children. */
export function stackUrn(urn: string): string {
  const { stack, project } = stackAndProject(urn);
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}
