/** The names under which Pulumi knows a stack: `dev` in its project, `organization/<project>/dev` anywhere. */

/** @param project - whose stack a short name means */
export function stackName(
  name: string,
  project: string,
): { readonly project: string; readonly stack: string } {
  const [stack = "", owner = project] = name.split("/").reverse();
  return { project: owner, stack };
}

export function isSameStack(one: string, other: string, project: string): boolean {
  const [a, b] = [stackName(one, project), stackName(other, project)];
  return a.stack === b.stack && a.project === b.project;
}
