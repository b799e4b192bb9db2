/** What the provider's configuration makes of a resource's inputs: where it lives, and which tags it gets besides. */
import type { Held, Making, Place, Row } from "../rows/row";
import { plainAll } from "../../../wire/secrets";
import { isValues, type Values } from "../../../wire/values";
import { accountOf, defaultTagsOf, regionOf } from "./config";
import { settled } from "./inputs";

/** The account everything local lives in unless a stage is allowed in another one only; the emulators' own. */
const ACCOUNT = "123456789012";

export class Configured {
  private readonly account: string;
  private readonly region: string;
  private readonly defaultTags: Values;

  constructor(
    config: Values,
    env: NodeJS.ProcessEnv,
    private readonly held: Held,
  ) {
    this.account = accountOf(config) ?? ACCOUNT;
    this.region = regionOf(config, env) ?? "";
    this.defaultTags = defaultTagsOf(config);
  }

  /** The inputs as AWS gets them, and where; for a resource that does not exist yet. */
  making(inputs: Values): Making {
    const taken = settled(inputs);
    return { inputs: taken, place: this.placeOf(taken), changed: new Set(), held: this.held };
  }

  /** What AWS adds to the inputs of an object; `outputs` are those its type declares. */
  filledIn(row: Row, outputs: readonly string[], id: string, making: Making): Values {
    const { tags = {} } = making.inputs;
    const tagsAll = isValues(tags) ? { ...plainAll(this.defaultTags), ...tags } : tags;
    return {
      ...(outputs.includes("region") ? { region: making.place.region } : {}),
      ...(outputs.includes("tagsAll") ? { tagsAll } : {}),
      ...row.computed(making, id),
    };
  }

  /** Where secrets stand: in the inputs, and so in the tags that come of them. */
  marks(inputs: Values): Values {
    const { tags = {} } = inputs;
    return { tagsAll: isValues(tags) ? { ...this.defaultTags, ...tags } : tags, ...inputs };
  }

  private placeOf({ region }: Values): Place {
    const where = typeof region === "string" ? region : this.region;
    const partition = where.startsWith("cn-") ? "aws-cn" : where.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return { account: this.account, region: where, partition };
  }
}
