/** What AWS documents of a service for IAM: its actions, types of resources and condition keys. */

export type Level = "list" | "read" | "tagging" | "write" | "permissions";

/**
 * Whether an ARN in `Resource` restricts an action. "required": every request names a resource, so an ARN narrows it.
 * "optional": some requests name none, or one whose name nobody knows before, so both `*` and an ARN have their place.
 * "none": only `*` matches; with an ARN the statement never applies.
 */
export type ResourceSupport = "required" | "optional" | "none";

export interface ActionResource {
  /** A name among the types of the service. */
  readonly type: string;
  /** Whether every request names one. Of several that are not required, a request often names one of them. */
  readonly isRequired: boolean;
  /** Keys that a request has for a resource of this type; where empty, those of the type itself. */
  readonly conditionKeys: readonly string[];
}

export interface Action {
  /** The prefix: `s3`. */
  readonly service: string;
  /** As AWS writes it: `GetObject`. */
  readonly name: string;
  readonly level: Level;
  readonly supportsResources: ResourceSupport;
  readonly resourceTypes: readonly ActionResource[];
  /** As AWS writes them; a part that the caller chooses is a placeholder: `aws:RequestTag/${TagKey}`. */
  readonly conditionKeys: readonly string[];
}

export interface ResourceType {
  readonly name: string;
  /** One or more formats: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`; a `*` stands for anything. */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
}

export type KeyType = "String" | "Numeric" | "Bool" | "Date" | "ARN" | "IPAddress" | "Binary";

export interface ConditionKey {
  /** As AWS writes it, with placeholders. */
  readonly key: string;
  readonly type: KeyType;
  /** Whether one request can have several values of it. */
  readonly isMultivalued: boolean;
}

export interface Service {
  readonly prefix: string;
  readonly name: string;
  /** Sorted. */
  readonly allActions: readonly Action[];
  /** By name in lower case. */
  readonly actions: ReadonlyMap<string, Action>;
  /** By name as AWS writes it. */
  readonly resourceTypes: ReadonlyMap<string, ResourceType>;
  /** By key in lower case; a key with a placeholder, too. */
  readonly conditionKeys: ReadonlyMap<string, ConditionKey>;
}
