/** AWS Systems Manager: parameters, whose values the release changes too. */
import * as ssm from "@aws-sdk/client-ssm";
import type { Values } from "../../../wire/values";
import type { Clients } from "../clients";
import { given, text, type Mirror, type Mirrored } from "../mirrored";
import { retag, tagList, tagMap } from "../tags";

/** What an update may change without putting the parameter again. */
const OF_PARAMETER = ["overwrite", "tags", "region"];

function put({ id, properties }: Mirror): ssm.PutParameterCommandInput {
  const value = ["value", "insecureValue", "valueWo"].find((name) => properties[name] !== undefined);
  return {
    Name: id,
    Value: text(properties, value ?? "value"),
    ...given("Description", properties["description"]),
    ...given("Type", properties["type"]),
    ...given("Tier", properties["tier"]),
    ...given("KeyId", properties["keyId"]),
    ...given("AllowedPattern", properties["allowedPattern"]),
    ...given("DataType", properties["dataType"]),
  };
}

const parameter: Mirrored = {
  gone: ["ParameterNotFound"],
  create: (to, mirror) => {
    const Overwrite = mirror.properties["overwrite"] === true;
    const Tags = tagList(mirror.properties);
    // AWS takes no tags where it may overwrite.
    const input = { ...put(mirror), Overwrite, ...(Overwrite ? {} : { Tags }) };
    return to.of(ssm.SSMClient).send(new ssm.PutParameterCommand(input));
  },
  update: async (to, mirror, sent, before) => {
    const [client, named] = [
      to.of(ssm.SSMClient),
      { ResourceType: "Parameter", ResourceId: mirror.id } as const,
    ];
    if ([...sent].some((name) => !OF_PARAMETER.includes(name)))
      await client.send(new ssm.PutParameterCommand({ ...put(mirror), Overwrite: true }));
    await retag(
      mirror,
      sent,
      before,
      (TagKeys) => client.send(new ssm.RemoveTagsFromResourceCommand({ ...named, TagKeys })),
      (Tags) => client.send(new ssm.AddTagsToResourceCommand({ ...named, Tags })),
    );
  },
  remove: (to, { id }) => to.of(ssm.SSMClient).send(new ssm.DeleteParameterCommand({ Name: id })),
  read: async (to, { id, properties }) => {
    const client = to.of(ssm.SSMClient);
    const { Parameter: held } = await client.send(
      new ssm.GetParameterCommand({ Name: id, WithDecryption: true }),
    );
    const named = { ResourceType: "Parameter", ResourceId: id } as const;
    const { TagList } = await client.send(new ssm.ListTagsForResourceCommand(named));
    const value = properties["insecureValue"] === undefined ? "value" : "insecureValue";
    return {
      name: held?.Name ?? "",
      tagsAll: tagMap(TagList),
      type: held?.Type ?? "",
      ...(properties["valueWo"] === undefined ? { [value]: held?.Value ?? "" } : {}),
      version: held?.Version ?? 0,
    };
  },
};

/** Every parameter there is in a region, in the program's words. */
export async function allParameters(to: Clients): Promise<Values[]> {
  const found: Values[] = [];
  let NextToken: string | undefined;
  do {
    const input = { Path: "/", Recursive: true, WithDecryption: true, NextToken };
    const page = await to.of(ssm.SSMClient).send(new ssm.GetParametersByPathCommand(input));
    for (const { ARN = "", Name = "", Type = "", Value = "", Version = 1 } of page.Parameters ?? [])
      found.push({ arn: ARN, name: Name, region: to.region, type: Type, value: Value, version: Version });
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return found;
}

export const ofSsm = { "aws:ssm/parameter:Parameter": parameter };
