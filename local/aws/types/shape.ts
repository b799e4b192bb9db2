/**
 * What the installed @pulumi/aws says about its types: for every resource the names, shapes and necessity of its
 * inputs and the names of its outputs; for every function its arguments; and the nested objects they use.
 */

/** The shape of one value. `object` names an entry of `TypeTable.objects`; `resource` is a resource or its id. */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "any"
  | "asset"
  | "resource"
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly object: string }
  | { readonly oneOf: readonly Shape[] };

export interface Property {
  readonly shape: Shape;
  readonly required: boolean;
}

export type Properties = Readonly<Record<string, Property>>;

export interface ResourceType {
  /** Where it is declared, as a path inside @pulumi/aws. */
  readonly file: string;
  readonly inputs: Properties;
  readonly outputs: readonly string[];
}

export interface TypeTable {
  /** The version of @pulumi/aws this was read from. */
  readonly sdk: string;
  /** By type token, `aws:lambda/alias:Alias`. */
  readonly resources: Readonly<Record<string, ResourceType>>;
  /** By function token, `aws:index/getRegion:getRegion`. */
  readonly functions: Readonly<Record<string, Properties>>;
  /** By name with its module, `lambda.AliasRoutingConfig`. */
  readonly objects: Readonly<Record<string, Properties>>;
  /** The provider's own configuration. */
  readonly provider: Properties;
}
