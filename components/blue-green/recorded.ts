/** What the stage's parameters say of a service, read on every run. */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";

/** A parameter's value; undefined where it is not there yet. */
export function recorded(parent: pulumi.Resource, parameter: string): pulumi.Output<string | undefined> {
  const path = parameter.slice(0, parameter.lastIndexOf("/"));
  // By path, because asking for one parameter that is not there yet would fail the first `up`.
  const found = ssm.getParametersByPathOutput({ path, withDecryption: false }, { parent });
  // The provider takes every parameter's value for a secret; these are none.
  return pulumi.unsecret(
    found.apply(({ names, values }) => {
      const index = names.indexOf(parameter);
      return index === -1 ? undefined : values[index];
    }),
  );
}
