import type { Callee, RandomFunction, RandomGraph } from './random-graph.js'

const fileNames = ['a', 'b', 'c']

/**
 * Spells a graph as modules. Each function gives its name around what it read and what those that it calls gave, so that
 * a promise that nobody awaited shows in the result; `depth` ends every cycle.
 */
export function spellModules({ functions, methods }: RandomGraph): Map<string, string> {
  const lib = fileNames.map((name, file): [string, string] => [`${name}.js`, spellFile(functions, file)])
  return new Map([...lib, ['barrel.js', spellBarrel(functions)], ['shelf.js', spellShelf(functions, methods)], ['start.js', spellStart(functions)]])
}

/** The name of a function's file. */
export function fileOf({ file }: RandomFunction): string {
  return `${fileNames[file] ?? 'a'}.js`
}

function spellFile(functions: readonly RandomFunction[], file: number): string {
  const own = functions.map((each, index) => ({ each, index })).filter(({ each }) => each.file === file)
  const context = { functions, file }
  return [
    "import { readFileSync } from 'fs'",
    ...importsFor(own.flatMap(({ each }) => each.calls), context),
    ...own.map(({ each, index }) => spellFunction(each, index, bodyOf(`f${String(index)}`, each, context))),
  ].join('\n') + '\n'
}

function spellFunction({ form }: RandomFunction, index: number, value: string): string {
  const name = `f${String(index)}`
  if (form === 'arrow') return `export const ${name} = (depth) => (depth === 0 ? '.' : ${value})`
  return `export function ${name}(depth) {\n  if (depth === 0) return '.'\n  return ${value}\n}`
}

interface Context {
  functions: readonly RandomFunction[]
  /** The file that this is written in; none of those with functions where it is absent. */
  file?: number
}

function bodyOf(name: string, { blocks, calls }: Pick<RandomFunction, 'blocks' | 'calls'>, context: Context): string {
  const parts = [`'${name}('`, ...(blocks ? ["readFileSync('data.txt', 'utf8')"] : []), ...calls.map((call) => spellCall(call, context)), "')'"]
  return parts.join(' + ')
}

function spellCall(call: Callee, context: Context): string {
  return call.to === 'method' ? 'shelf[depth % 2].pick(depth - 1)' : `${nameIn(indexOf(call, context), context)}(depth - 1)`
}

function indexOf({ index }: Callee & { to: 'function' }, { functions }: Context): number {
  return index % functions.length
}

function nameIn(index: number, { functions, file }: Context): string {
  const name = `f${String(index)}`
  const target = functions[index]
  if (!target || target.file === file) return name
  if (target.imported === 'renamed') return `other${String(index)}`
  return target.imported === 'namespace' ? `${fileNames[target.file] ?? 'a'}.${name}` : name
}

function importsFor(calls: readonly Callee[], context: Context): string[] {
  const targets = calls.flatMap((call) => (call.to === 'function' ? [indexOf(call, context)] : []))
  const lines = targets.flatMap((index) => importOf(index, context))
  const shelf = calls.some(({ to }) => to === 'method') ? ["import { shelf } from './shelf.js'"] : []
  return [...new Set([...lines, ...shelf])]
}

function importOf(index: number, { functions, file }: Context): string[] {
  const target = functions[index]
  if (!target || target.file === file) return []
  const [name, module] = [`f${String(index)}`, fileNames[target.file] ?? 'a']
  switch (target.imported) {
    case 'named': return [`import { ${name} } from './${module}.js'`]
    case 'renamed': return [`import { ${name} as other${String(index)} } from './${module}.js'`]
    case 'namespace': return [`import * as ${module} from './${module}.js'`]
    case 'barrel': return [`import { ${name} } from './barrel.js'`]
  }
}

function spellBarrel(functions: readonly RandomFunction[]): string {
  const passed = functions.map((each, index) => ({ each, index })).filter(({ each }) => each.imported === 'barrel')
  return passed.map(({ each, index }) => `export { f${String(index)} } from './${fileOf(each)}'\n`).join('') + 'export {}\n'
}

function spellShelf(functions: readonly RandomFunction[], methods: readonly Callee[][]): string {
  const classes = methods.map((calls, index) => {
    const head = index === 0 ? 'class Base' : 'class Heir extends Base'
    const value = bodyOf(`pick${String(index)}`, { blocks: index === 1, calls }, { functions })
    return `${head} {\n  pick(depth) {\n    if (depth <= 0) return '.'\n    return ${value}\n  }\n}`
  })
  return [
    "import { readFileSync } from 'fs'",
    ...importsFor(methods.flat().filter(({ to }) => to === 'function'), { functions }),
    ...classes,
    'export const shelf = [new Base(), new Heir()]',
  ].join('\n') + '\n'
}

function spellStart(functions: readonly RandomFunction[]): string {
  const needed = functions.map((each, index) => ({ each, index })).filter(({ each }) => each.neededBy !== undefined)
  const imports = needed.flatMap(({ index }) => importOf(index, { functions }))
  const users = needed.map(({ each, index }) => {
    const call = `${nameIn(index, { functions })}(2)`
    if (each.neededBy === 'start') return `export const start${String(index)} = ${call}`
    return `class Maker${String(index)} {\n  constructor() {\n    this.made = ${call}\n  }\n}\nexport const make${String(index)} = () => new Maker${String(index)}().made`
  })
  return [...new Set(imports), ...users, 'export {}'].join('\n') + '\n'
}
