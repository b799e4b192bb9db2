/** What the TypeScript compiler says to programs that use the components, without writing them to disk. */
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "../..");

/** The complaints about each text, as a file in the project's root; all are compiled as one program. */
export function complaints(texts: readonly string[]): string[][] {
  const options: ts.CompilerOptions = { ...projectOptions(), noUnusedLocals: false, types: ["node"] };
  const files = new Map(texts.map((text, index) => [join(ROOT, `example-${index}.ts`), text]));
  const read = (path: string): string | undefined => files.get(path) ?? ts.sys.readFile(path);
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (path) => files.has(path) || ts.sys.fileExists(path),
    readFile: read,
    getSourceFile: (path, target) => {
      const text = read(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, target);
    },
    // The types of AWS stand in no component's arguments, and take four fifths of the time: left out.
    resolveModuleNameLiterals: (literals, from, redirected) =>
      literals.map(({ text }) =>
        /^@pulumi\/awsx?(?:\/|$)/.test(text)
          ? { resolvedModule: undefined }
          : ts.resolveModuleName(text, from, options, ts.sys, undefined, redirected),
      ),
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((path) => {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  });
}

function projectOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  return ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, ROOT).options;
}
