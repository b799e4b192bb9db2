/** What is declared and has no effect here, or another one than with AWS: said, never passed over in silence. Pure. */
import type { Declared } from "./model";

/** One line for each rule that asks for something the load balancer does not have. */
export function unmodelled({ loadBalancers }: Pick<Declared, "loadBalancers">): string[] {
  const rules = loadBalancers.flatMap(({ name, listeners }) =>
    listeners.flatMap((listener) => listener.rules.map((rule) => ({ name, port: listener.port, ...rule }))),
  );
  return rules.flatMap(({ name, port, priority, conditions, action }) => {
    const rule = `${name}, port ${port}, rule ${priority ?? "default"}`;
    return [
      ...conditions.flatMap((condition) =>
        condition.field === "unknown"
          ? [`${rule}: the condition ${condition.name} is not modelled; no request fits the rule`]
          : [],
      ),
      ...(action.type === "unknown"
        ? [`${rule}: the action ${action.name} is not modelled; its requests are answered with 501`]
        : []),
    ];
  });
}
