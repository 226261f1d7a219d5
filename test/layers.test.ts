import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import { describe, expect, test } from 'vitest'

interface Module {
  path: string
  text: string
  imports: string[]
}

const root = resolve(import.meta.dirname, '..')
const parsers = ['ts-morph', 'typescript', 'jscodeshift']

function modulesIn(...patterns: string[]): Module[] {
  const paths = globSync(patterns, { cwd: root, ignore: ['**/node_modules/**', '**/dist/**'] }).sort()
  return paths.map((path) => {
    const text = readFileSync(resolve(root, path), 'utf8')
    return { path, text, imports: importsOf(text) }
  })
}

/** The modules that a text imports or re-exports, statically or not. */
function importsOf(text: string): string[] {
  const specifiers = text.matchAll(/^\s*import\s+['"]([^'"]+)['"]|\bfrom\s+['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/gm)
  return [...specifiers].flatMap(([, bare, from, called]) => bare ?? from ?? called ?? [])
}

function violations(modules: Module[], isForbidden: (specifier: string, module: Module) => boolean): string[] {
  return modules.flatMap((module) =>
    module.imports.filter((specifier) => isForbidden(specifier, module)).map((specifier) => `${module.path} imports ${specifier}`),
  )
}

const isPackage = (specifier: string, name: string) => specifier === name || specifier.startsWith(`${name}/`)
const isDisk = (specifier: string) => /^(node:)?fs(\/promises)?$/.test(specifier)

describe('layers', () => {
  test('the scan sees every form of import', () => {
    const text = "import 'a'\nimport b from 'b'\nexport {\n  c,\n} from 'c'\nconst d = require('d')\nawait import('e')\n"
    expect(importsOf(text)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test.each(['model', 'planning', 'flags', 'report', 'rules'])('src/%s knows no parser', (folder) => {
    const modules = modulesIn(`src/${folder}/**/*.ts`)
    expect(modules).not.toEqual([])
    expect(violations(modules, (specifier) => parsers.some((name) => isPackage(specifier, name)))).toEqual([])
  })

  test('src/model has types only', () => {
    const values = modulesIn('src/model/**/*.ts').filter(({ text }) => /^export (default|const|let|function|class|enum)/m.test(text))
    expect(values.map(({ path }) => path)).toEqual([])
  })

  test('only src/analysis and src/checking import ts-morph, and only transforms jscodeshift', () => {
    const others = modulesIn('bin/**/*.ts', 'src/**/*.ts', 'transforms/**/*.ts').filter(
      ({ path }) => !/^src\/(analysis|checking)\//.test(path),
    )
    expect(violations(others, (specifier) => isPackage(specifier, 'ts-morph'))).toEqual([])
    const notTransforms = modulesIn('bin/**/*.ts', 'src/**/*.ts')
    expect(violations(notTransforms, (specifier) => isPackage(specifier, 'jscodeshift'))).toEqual([])
  })

  test('transforms see no disk, no types and no stage but the model', () => {
    const modules = modulesIn('transforms/**/*.ts')
    expect(modules).not.toEqual([])
    const isAdapter = ({ path }: Module) => path === 'transforms/sync-to-async.ts'
    expect(violations(modules, (specifier, module) => isDisk(specifier) && !isAdapter(module))).toEqual([])
    expect(violations(modules, (specifier) => /\/src\/(analysis|planning|checking|report)\//.test(specifier))).toEqual([])
  })

  test('only src/apply writes', () => {
    const writers = modulesIn('bin/**/*.ts', 'src/**/*.ts', 'transforms/**/*.ts').filter(
      ({ path, text, imports }) => !path.startsWith('src/apply/') && imports.some(isDisk) && namesAWrite(text),
    )
    expect(writers.map(({ path }) => path)).toEqual([])
  })

  test('only bin talks to the console and ends the process', () => {
    // A local helper's text runs in the converted program, and to report on stderr is what the debug mode is there for.
    const modules = modulesIn('src/**/*.ts', 'transforms/*.ts', 'runtime/src/**/*.ts').filter(({ path }) => path !== 'runtime/src/debug-mode.ts')
    const talkers = modules.filter(({ text }) => /^[^'"`*/]*(\bconsole\.|\bprocess\.(exit|stdout|stderr)\b)/m.test(text))
    expect(talkers.map(({ path }) => path)).toEqual([])
  })

  test('the runtime imports nothing of the tool and no package', () => {
    const isForeign = (specifier: string) => !/^(node:|\.\/)/.test(specifier)
    expect(violations(modulesIn('runtime/src/**/*.ts'), isForeign)).toEqual([])
  })
})

function namesAWrite(text: string): boolean {
  return /\b(writeFile|appendFile|writeSync|rename|unlink|rm|rmdir|mkdir|copyFile|cp|symlink|link|truncate|createWriteStream)(Sync)?\(/.test(text)
}
