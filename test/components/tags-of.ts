/** The tags that what the components of these tests make must have. */

/** Of a part in that role: of the stage, or of a service, or of a colour of it. */
export function tagsOf(
  role: string,
  { service, colour }: { readonly service?: string; readonly colour?: string | undefined } = {},
): Record<string, string> {
  return {
    Project: "shop",
    Stage: "dev",
    ...(service === undefined ? {} : { Service: service }),
    Role: role,
    ...(colour === undefined ? {} : { Colour: colour }),
    Owner: "web",
    CostCenter: "1000",
    ManagedBy: "multistage",
    Name: ["shop", "dev", service, role, colour].filter((part) => part !== undefined).join("-"),
  };
}
