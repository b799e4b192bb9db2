/**
 * Reads the type table out of the installed @pulumi/aws: the declarations (.d.ts) say the names and shapes, the
 * JavaScript beside them says the tokens. Nothing is type-checked, so all of the SDK takes seconds.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import type { Properties, Property, ResourceType, Shape, TypeTable } from "./shape";

const RESOURCE_TOKEN = /__pulumiType = '([^']+)'/;
const FUNCTION_TOKEN = /runtime\.invoke\("([^"]+)"/;

/** Reads the SDK that stands in `folder` (the folder of its package.json). */
export function readSdk(folder: string): TypeTable {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const resources: Record<string, ResourceType> = {};
  const functions: Record<string, Properties> = {};
  let provider: Properties = {};

  for (const file of declarations(folder)) {
    const script = join(folder, file.replace(/\.d\.ts$/, ".js"));
    if (!existsSync(script)) continue;
    const code = readFileSync(script, "utf8");
    const resource = RESOURCE_TOKEN.exec(code)?.[1];
    const called = FUNCTION_TOKEN.exec(code)?.[1];
    if (resource === undefined && called === undefined) continue;

    const source = parse(join(folder, file));
    const found = interfaces(source);
    if (resource !== undefined) {
      const owner = source.statements.find(ts.isClassDeclaration);
      const name = owner?.name?.text ?? "";
      const inputs = found.get(`${name}Args`) ?? {};
      if (resource === "aws") provider = inputs;
      else if (owner !== undefined) resources[resource] = { file, inputs, outputs: fields(owner) };
    } else if (called !== undefined) {
      const name = called.slice(called.lastIndexOf(":") + 1);
      functions[called] = found.get(`${name.charAt(0).toUpperCase()}${name.slice(1)}Args`) ?? {};
    }
  }

  const objects = Object.fromEntries(interfaces(parse(join(folder, "types/input.d.ts"))));
  return { sdk: version, resources, functions, objects, provider };
}

function declarations(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".d.ts"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !/^(types|node_modules)\//.test(file))
    .sort();
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022);
}

/** Every interface of a file with its namespace before its name, as the SDK's own references write it. */
function interfaces(source: ts.SourceFile): Map<string, Properties> {
  const found = new Map<string, Properties>();
  const visit = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        found.set(prefix + statement.name.text, properties(statement.members));
      } else if (ts.isModuleDeclaration(statement) && statement.body !== undefined) {
        if (ts.isModuleBlock(statement.body))
          visit(statement.body.statements, `${prefix}${statement.name.text}.`);
      }
    }
  };
  visit(source.statements, "");
  return found;
}

function properties(members: readonly ts.TypeElement[]): Properties {
  const result: Record<string, Property> = {};
  for (const member of members) {
    if (!ts.isPropertySignature(member) || member.type === undefined || !ts.isIdentifier(member.name))
      continue;
    result[member.name.text] = { shape: shapeOf(member.type), required: member.questionToken === undefined };
  }
  return result;
}

/** The outputs of a resource: its fields of type `pulumi.Output`. */
function fields(owner: ts.ClassDeclaration): string[] {
  return owner.members.flatMap((member) => {
    if (!ts.isPropertyDeclaration(member) || !ts.isIdentifier(member.name)) return [];
    const { type } = member;
    const isOutput =
      type !== undefined && ts.isTypeReferenceNode(type) && nameOf(type.typeName) === "pulumi.Output";
    return isOutput ? [member.name.text] : [];
  });
}

function shapeOf(type: ts.TypeNode): Shape {
  if (ts.isUnionTypeNode(type)) return union(type.types);
  if (ts.isArrayTypeNode(type)) return { list: shapeOf(type.elementType) };
  if (ts.isParenthesizedTypeNode(type)) return shapeOf(type.type);
  if (ts.isTypeLiteralNode(type)) {
    const index = type.members.find(ts.isIndexSignatureDeclaration);
    return index === undefined ? "any" : { map: shapeOf(index.type) };
  }
  if (ts.isTypeReferenceNode(type)) return reference(type);
  if (type.kind === ts.SyntaxKind.NumberKeyword) return "number";
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return "boolean";
  return type.kind === ts.SyntaxKind.StringKeyword || ts.isLiteralTypeNode(type) ? "string" : "any";
}

function reference(type: ts.TypeReferenceNode): Shape {
  const name = nameOf(type.typeName);
  if (name === "pulumi.Input")
    return type.typeArguments?.[0] === undefined ? "any" : shapeOf(type.typeArguments[0]);
  if (name.startsWith("pulumi.asset.")) return "asset";
  if (name.startsWith("inputs.")) return { object: name.slice("inputs.".length) };
  if (name.startsWith("enums.")) return "string"; // the SDK's enums are all of strings, and none is closed
  return name.includes(".") ? "string" : "resource"; // `ARN`-like aliases of string are imported with a namespace
}

function union(types: readonly ts.TypeNode[]): Shape {
  const shapes = types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword).map(shapeOf);
  const different = [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
  return different.length === 1 && different[0] !== undefined ? different[0] : { oneOf: different };
}

function nameOf(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${nameOf(name.left)}.${name.right.text}`;
}
