import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { API, FileInfo, Options } from 'jscodeshift'
import { applyEdits } from '../src/apply/apply-edits.js'
import type { Span } from '../src/model/ids.js'
import type { Change, ChangeKind, Plan } from '../src/model/plan.js'
import type { TextEdit } from '../src/model/result.js'
import { placeOf } from '../src/place-of.js'
import { addTwin } from './add-twin.js'
import { asyncIteratorType } from './async-iterator-type.js'
import { awaitCallbacks } from './await-callbacks.js'
import { awaitCall } from './await-call.js'
import { awaitOutcome } from './await-outcome.js'
import { clientType } from './client-type.js'
import { dropDone } from './drop-done.js'
import { dropValue } from './drop-value.js'
import { expectPromise } from './expect-promise.js'
import { buildInThread } from './build-in-thread.js'
import { builtInsOf } from './built-ins.js'
import { awaitTogether } from './await-together.js'
import { awaitType } from './await-type.js'
import { exposeTwin } from './expose-twin.js'
import { FileRewrite } from './file-rewrite.js'
import { guardHandler } from './guard-handler.js'
import { Imports } from './imports.js'
import { hoist } from './hoist.js'
import { iterateAsync } from './iterate-async.js'
import { LocalHelperUses } from './local-helper-uses.js'
import { makeAsync } from './make-async.js'
import { makeFolder } from './make-folder.js'
import { moveDefault } from './move-default.js'
import { moveBlock, releaseMoved } from './move-block.js'
import { moveSetup } from './move-setup.js'
import { Names } from './names.js'
import { renameCallee } from './rename-callee.js'
import { detectStyle } from './style.js'
import { swapApi } from './swap-api.js'
import { SyntaxTree } from './syntax-tree.js'
import { useClient } from './use-client.js'
import { useTwin } from './use-twin.js'
import { wrapHandler } from './wrap-handler.js'

/**
 * What wraps from outside comes first, so that at one place its text encloses the others'. Array methods come first of
 * all: they say which expressions move and which callbacks go.
 */
const order: ChangeKind[] = [
  'move-block', 'hoist', 'drop-value', 'make-folder', 'await-together', 'await-callbacks', 'wrap-handler', 'guard-handler', 'expect-promise', 'await-outcome', 'await-call', 'iterate-async', 'swap-api',
  'make-async', 'move-default',
  'async-iterator-type', 'await-type', 'use-twin', 'use-client', 'client-type', 'build-in-thread', 'rename', 'drop-done', 'expose-twin', 'add-twin',
]

/** Spells a file's plan as text edits, in the order of the text. */
export function rewrite(source: string, plan: { file: string; hasArrayFromAsync?: true; changes: readonly Change[] }): TextEdit[] {
  if (plan.changes.length === 0) return []
  const tree = new SyntaxTree(source, plan.file)
  const style = detectStyle(tree)
  const names = new Names(tree, plan.changes.flatMap(twinNamesIn))
  const imports = new Imports(tree, style, names)
  const helpers = new LocalHelperUses({ tree, style, names, imports, builtIns: builtInsOf(plan, tree) })
  const file = new FileRewrite({ tree, style, imports, helpers, names }, plan.changes)
  rewriteAll(plan.changes, file)
  moveSetup(plan.changes, file)
  imports.writeTo(file.edits)
  helpers.writeTo(file.edits)
  return file.sortedEdits()
}

function twinNamesIn(change: Change): string[] {
  if (change.kind === 'expose-twin') return change.renames.map(({ twinName }) => twinName)
  return 'twinName' in change ? [change.twinName] : []
}

/** Lets jscodeshift's own command run a saved plan: `jscodeshift -t … --plan plan.json --root <dir> file…` */
export default function transform(fileInfo: FileInfo, _api: API, options: Options): string | undefined {
  const root = typeof options['root'] === 'string' ? options['root'] : process.cwd()
  const file = path.relative(root, fileInfo.path).split(path.sep).join('/')
  const plan = readPlan(options['plan']).files.find((candidate) => candidate.file === file)
  if (!plan) return undefined
  const sha256 = createHash('sha256').update(fileInfo.source).digest('hex')
  if (sha256 !== plan.sha256) throw new Error(`${file} is not the file that was analysed; make a new plan.`)
  const byteOrderMark = fileInfo.source.startsWith('\uFEFF') ? '\uFEFF' : ''
  const source = fileInfo.source.slice(byteOrderMark.length)
  return byteOrderMark + applyEdits(source, rewrite(source, plan))
}

function rewriteAll(changes: readonly Change[], file: FileRewrite): void {
  const sorted = changes.toSorted((a, b) =>
    order.indexOf(a.kind) - order.indexOf(b.kind) || outermostFirst(placeOf(a), placeOf(b)))
  for (const change of sorted) rewriteOne(change, file)
}

function outermostFirst(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end
}

function rewriteOne(change: Change, file: FileRewrite): void {
  switch (change.kind) {
    case 'await-callbacks':
      awaitCallbacks(change, file)
      break
    case 'move-block':
      moveBlock(change, file)
      if (!file.isCopy) releaseMoved(change, file)
      break
    case 'wrap-handler':
      wrapHandler(change, file)
      break
    case 'guard-handler':
      guardHandler(change, file)
      break
    case 'await-call':
      awaitCall(change, file)
      break
    case 'iterate-async':
      iterateAsync(change, file)
      break
    case 'async-iterator-type':
      asyncIteratorType(change, file)
      break
    case 'swap-api':
      swapApi(change, file)
      break
    case 'move-default':
      moveDefault(change, file, rewriteAll)
      break
    case 'make-async':
      makeAsync(change, file)
      break
    case 'await-type':
      awaitType(change, file)
      break
    case 'use-twin':
      useTwin(change, file)
      break
    case 'use-client':
      useClient(change, file)
      break
    case 'client-type':
      clientType(change, file)
      break
    case 'build-in-thread':
      buildInThread(change, file)
      break
    case 'expose-twin':
      exposeTwin(change, file)
      break
    case 'rename':
      renameCallee(change, file)
      break
    case 'expect-promise':
      expectPromise(change, file)
      break
    case 'await-outcome':
      awaitOutcome(change, file)
      break
    case 'hoist':
      hoist(change, file)
      break
    case 'await-together':
      awaitTogether(change, file)
      break
    case 'make-folder':
      makeFolder(change, file)
      break
    case 'drop-value':
      dropValue(change, file)
      break
    case 'drop-done':
      dropDone(change, file)
      break
    case 'add-twin':
      addTwin(change, file, rewriteAll)
  }
}

function readPlan(file: unknown): Plan {
  if (typeof file !== 'string') throw new Error('Give the saved plan: --plan plan.json')
  const plan: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isPlan(plan)) throw new Error(`${file} is not a plan that this version can read.`)
  return plan
}

function isPlan(value: unknown): value is Plan {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1
    && 'files' in value && Array.isArray(value.files)
}
