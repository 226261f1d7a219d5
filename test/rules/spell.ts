import { isBuiltin } from 'node:module'
import ts from 'typescript'
import type { ArgumentFact } from '../../src/model/calls.js'
import type { ApiRule, ApiTarget } from '../../src/model/rules.js'
import { ruleId, targetFor } from '../../src/rules/index.js'
import { localHelpers, type LocalHelper } from '../../transforms/local-helpers/index.js'
import type { ApiCase } from './cases.js'

/** Helpers that one module can hold: fs.promises of Node 20 has no glob, and two of them know a `spawn`. */
export const helpersOfOneModule = Object.values(localHelpers).filter(({ name }) => name !== 'globAsync' && name !== 'crossSpawnAsync')

const sceneNames = '{ dir, file, fd, handle, uid, gid }'

/** A module that exports `calls`: every case as a blocking call and as the call that takes its place. */
export function spellCases(cases: ApiCase[], rules: readonly ApiRule[]): string {
  return `${spellHelpers(helpersOfOneModule, 'typescript')}
import * as fs from 'node:fs'
import * as child_process from 'node:child_process'
import * as crypto from 'node:crypto'
import * as timers from 'node:timers/promises'
import * as zlib from 'node:zlib'
import { promisify } from 'node:util'
interface Scene { dir: string; file: string; fd: number; handle: fs.Dir; uid: number; gid: number }
type Act<T> = (scene: Scene) => T
function pair<T>(sync: Act<T>, asynchronous: Act<Promise<NoInfer<T>>>, view: (result: T) => unknown) {
  return { sync: (scene: Scene) => view(sync(scene)), async: async (scene: Scene) => view(await asynchronous(scene)) }
}
export const calls = [
${cases.map((apiCase) => spellPair(apiCase, rules)).join('\n')}
]
`
}

/** The helpers with the imports that they need. */
export function spellHelpers(helpers: LocalHelper[], language: 'javascript' | 'typescript'): string {
  const names = new Set<string>()
  for (const { module, names: values, types = [] } of helpers.flatMap(({ imports }) => imports)) {
    const from = isBuiltin(module) ? `node:${module}` : module
    for (const name of values) names.add(`import { ${name} } from '${from}'`)
    if (language === 'typescript') for (const name of types) names.add(`import type { ${name} } from '${from}'`)
  }
  return [...names, ...helpers.map((helper) => helper[language])].join('\n')
}

/** One line for each type error of a TypeScript module, under the strictest options. */
export function typeErrors(source: string): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true, skipLibCheck: true,
    noImplicitReturns: true, noImplicitOverride: true, types: ['node', 'express'],
  }
  const name = `${import.meta.dirname}/generated.mts`
  const host = ts.createCompilerHost(options)
  const overDisk: ts.CompilerHost = {
    ...host,
    fileExists: (path) => path === name || host.fileExists(path),
    getSourceFile: (path, ...rest) =>
      path === name ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2022) : host.getSourceFile(path, ...rest),
  }
  return ts.getPreEmitDiagnostics(ts.createProgram([name], options, overDisk)).map(({ file, start = 0, messageText }) => {
    const line = file?.text.slice(0, start).split('\n').length ?? 0
    return `${source.split('\n')[line - 1] ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  })
}

/** A TypeScript module without its types. */
export function withoutTypes(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: true }
  return ts.transpileModule(source, { compilerOptions }).outputText
}

function spellPair({ rule: id, args, view = 'result' }: ApiCase, rules: readonly ApiRule[]): string {
  const rule = rules.find((candidate) => ruleId(candidate) === id)
  if (rule === undefined) throw new Error(`No rule ${id}`)
  const { module, name } = rule
  const callee = name.startsWith('Dir#') ? name.replace('Dir#', 'handle.') : `${module}.${name}`
  const sync = `${callee}(${args.join(', ')})`
  const asynchronous = spellTarget(targetFor(rule, { arguments: args.map(argumentFact) }), { owner: module, object: 'handle', args })
  return `  pair((${sceneNames}) => ${sync}, async (${sceneNames}) => ${asynchronous}, (result) => ${view}),`
}

/** The call that takes a blocking one's place: of a function of `owner`, or of a method of `object`. */
export function spellTarget(target: ApiTarget, { owner, object, args }: { owner: string; object: string; args: string[] }): string {
  const list = args.join(', ')
  switch (target.via) {
    case 'promises': return `await ${owner}.promises.${target.name}(${list})`
    case 'helper': return `await ${target.helper}(${list})`
    case 'timer': return `await timers.setTimeout(${args[3] ?? ''}, 'timed-out')`
    case 'method': return `await ${object}.${target.name}(${list})`
    case 'owner': return target.promisify ? `await promisify(${owner})(${list})` : `await ${owner}(${list})`
    case 'none': throw new Error('Nothing takes its place')
    case 'promisify': {
      const all = [...args, ...(target.extraArguments ?? [])].join(', ')
      const call = `await promisify(${owner}.${target.name})(${all})`
      return target.pick === undefined ? call : `(${call}).${target.pick}`
    }
  }
}

/** What the analysis would say of an argument. */
export function argumentFact(text: string): ArgumentFact {
  if (text === 'fd' || /^\d+$/.test(text)) return { is: 'number' }
  if (text.startsWith('...')) return { is: 'spread' }
  if (/^\(.*\) =>/.test(text)) return { is: 'function' }
  if (!text.startsWith('{')) return { is: 'other' }
  return { is: 'object-literal', keys: [...text.matchAll(/(\w+):/g)].map(([, key]) => String(key)), open: false }
}
