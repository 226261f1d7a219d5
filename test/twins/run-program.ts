import * as fsPromises from 'node:fs/promises'
import * as fs from 'node:fs'
import ts from 'typescript'

/** What a module exports. */
export type Exported = Record<string, unknown>

const text = 'text'
const stubs: Record<string, unknown> = {
  'fs': { ...fs, readFileSync: () => text },
  'fs/promises': { ...fsPromises, readFile: () => Promise.resolve(text) },
}

/** Runs modules in memory, where every file that they read has the same text, and gives what each of them exports. */
export function runProgram(files: ReadonlyMap<string, string>): Map<string, Exported> {
  const modules = new Map<string, Exported>()
  const load = (name: string): unknown => {
    const path = name.replace(/^\.\//, '')
    const source = files.get(path)
    if (source === undefined) return stubs[name]
    const known = modules.get(path)
    if (known) return known
    const exported: Exported = {}
    modules.set(path, exported)
    const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } })
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the program was written by this test
    Reflect.apply(new Function('require', 'exports', outputText), undefined, [load, exported])
    return exported
  }
  for (const path of files.keys()) load(path)
  return modules
}
