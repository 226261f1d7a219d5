import { join } from 'node:path'
import ts from 'typescript'

/** How JavaScript is checked that brings no tsconfig. */
export const optionsWithoutTsconfig: ts.CompilerOptions = {
  allowJs: true,
  checkJs: true,
  // Untyped parameters are what JavaScript looks like.
  strict: false,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  jsx: ts.JsxEmit.Preserve,
  types: ['node'],
}

/** Lists the type errors of projects, one after the other; what they share of node_modules is parsed once. */
export class TypeCheck {
  readonly #parsed = new Map<string, ts.SourceFile | undefined>()

  constructor(private readonly withoutTsconfig = optionsWithoutTsconfig) {}

  /** Each error as `src/a.ts TS2322 message`: without its line, so that lists from before and after compare. */
  errorsIn(folder: string): string[] {
    const { fileNames, options } = this.#configOf(folder)
    const program = ts.createProgram({ rootNames: fileNames, options, host: this.#host(options) })
    return ts.getPreEmitDiagnostics(program).map(({ file, code, messageText }) => {
      const path = file?.fileName.slice(folder.length + 1) ?? 'project'
      return `${path} TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`.replaceAll(folder, '')
    })
  }

  #configOf(folder: string): ts.ParsedCommandLine {
    const path = join(folder, 'tsconfig.json')
    if (!ts.sys.fileExists(path)) return ts.parseJsonConfigFileContent({}, ts.sys, folder, this.withoutTsconfig)
    const config: unknown = ts.readConfigFile(path, (file) => ts.sys.readFile(file)).config
    return ts.parseJsonConfigFileContent(config, ts.sys, folder)
  }

  #host(options: ts.CompilerOptions): ts.CompilerHost {
    const host = ts.createCompilerHost(options, true)
    const parse = host.getSourceFile.bind(host)
    return {
      ...host,
      getSourceFile: (path, how, ...rest) => {
        if (!path.includes('/node_modules/')) return parse(path, how, ...rest)
        const key = JSON.stringify([path, how])
        if (!this.#parsed.has(key)) this.#parsed.set(key, parse(path, how, ...rest))
        return this.#parsed.get(key)
      },
    }
  }
}

/** The errors of `after` that `before` has not, each counted. */
export function newErrors(before: string[], after: string[]): string[] {
  const known = [...before]
  return after.filter((error) => {
    const index = known.indexOf(error)
    if (index >= 0) known.splice(index, 1)
    return index < 0
  })
}
