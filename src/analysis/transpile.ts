import type { SourceMapPayload } from 'node:module'
import { ts } from 'ts-morph'

/** TypeScript as CommonJS. */
export interface Transpiled {
  code: string
  sourceMap: SourceMapPayload
  /** The first thing that is no TypeScript. */
  error?: { message: string; line: number; column: number }
}

/** Compiles one file, without a look at its types. */
export function transpile(text: string, fileName: string): Transpiled {
  const { outputText, sourceMapText, diagnostics = [] } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023, esModuleInterop: true, sourceMap: true },
  })
  const [first] = diagnostics
  const at = first?.file?.getLineAndCharacterOfPosition(first.start ?? 0)
  return {
    code: outputText,
    sourceMap: sourceMapOf(fileName, sourceMapText),
    ...(first && at && { error: { message: ts.flattenDiagnosticMessageText(first.messageText, ' '), line: at.line + 1, column: at.character + 1 } }),
  }
}

function sourceMapOf(file: string, text = '{}'): SourceMapPayload {
  const map: unknown = JSON.parse(text)
  const mappings = typeof map === 'object' && map !== null && 'mappings' in map ? String(map.mappings) : ''
  return { version: 3, file, sources: [file], sourcesContent: [], names: [], mappings, sourceRoot: '' }
}
