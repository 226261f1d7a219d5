import ts from 'typescript'
import { expect } from 'vitest'
import { applyEdits } from '../../src/apply/apply-edits.js'
import type { FileId, Span } from '../../src/model/ids.js'
import type { CallbackMethod } from '../../src/model/handovers.js'
import type { Change, ExposeForm } from '../../src/model/plan.js'
import type { SwapTarget } from '../../src/model/rules.js'
import { rewrite } from '../../transforms/sync-to-async.js'
import { SyntaxTree } from '../../transforms/syntax-tree.js'

interface Mark extends Span {
  kind: string
  options: string[]
  changes: Change[]
  returnType?: Span
  /** What a change speaks of besides its place, and which is no change of its own: the keys of a comparator, and its body. */
  parts: Mark[]
}

/** The swaps that `«swap|…:call»` can name. */
export const swaps: Record<string, { module: string; target: SwapTarget }> = {
  readFile: { module: 'fs', target: { via: 'promises', name: 'readFile' } },
  writeFile: { module: 'fs', target: { via: 'promises', name: 'writeFile' } },
  stat: { module: 'fs', target: { via: 'promises', name: 'stat' } },
  exists: { module: 'fs', target: { via: 'helper', helper: 'exists' } },
  spawn: { module: 'child_process', target: { via: 'helper', helper: 'spawnAsync' } },
  scrypt: { module: 'crypto', target: { via: 'promisify', name: 'scrypt' } },
  randomBytes: { module: 'crypto', target: { via: 'promisify', name: 'randomBytes' } },
  read: { module: 'fs', target: { via: 'promisify', name: 'read', pick: 'bytesRead', extraArguments: ['null', '0'] } },
  dirRead: { module: 'fs', target: { via: 'method', name: 'read' } },
}

/**
 * Reads a source in which `«kind|option:text»` marks what changes. Kinds: `await`, `await|returned`, `async` (an arrow, a body, or with
 * the option `signature` a signature; it takes the `returns` marked before its body or in its head), `swap|name`, `array|method`,
 * `array|method|returned`, `sort|method` around a comparator with its `body` and every `key|name` in it, `use` (→ `nameAsync`),
 * `expose|form|name`, `expose|form|name|replaces`, `forward`,
 * `rename|to`, `rename|to|module` (a name), `expect`, `expect|function` (a callback), `outcome` (a callback), `done` around a test's callback
 * with its `parameter` and `call`, `iterate` (an iterator), `itype`, `itype|orSync` (its type), and `twin|name`, whose inner marks are
 * the twin's own changes.
 */
export function readMarked(marked: string): { source: string; changes: Change[] } {
  const open: Mark[] = [{ kind: 'file', options: [], changes: [], parts: [], start: 0, end: 0 }]
  let source = ''
  let returnType: Span | undefined
  for (const piece of marked.split(/(«[\w|-]+:|»)/)) {
    if (piece.startsWith('«')) {
      const [kind = '', ...options] = piece.slice(1, -1).split('|')
      const typed = kind === 'async' && returnType ? { returnType } : {}
      open.push({ kind, options, changes: [], parts: [], start: source.length, end: 0, ...typed })
      if (kind === 'async') returnType = undefined
    } else if (piece === '»') {
      const mark = { ...at(open.pop()), end: source.length }
      const around = at(open.at(-1))
      if (mark.kind !== 'sort') around.parts.push(...mark.parts, ...['key', 'body', 'parameter', 'call'].includes(mark.kind) ? [mark] : [])
      if (mark.kind !== 'returns') around.changes.push(...changesOf(mark, source))
      else if (around.kind === 'async' && source[around.start] !== '{') around.returnType = mark
      else returnType = mark
    } else source += piece
  }
  return { source, changes: at(open[0]).changes }
}

/** Applies the marked changes and expects this text, which two parsers must accept. */
export function expectRewrite(file: string, marked: string, expected: string): void {
  const { source, changes } = readMarked(marked)
  const text = applyEdits(source, rewrite(source, { file, changes }))
  expect(text).toBe(expected)
  expectToParse(file, text)
}

/** Expects a text without syntax errors in the eyes of TypeScript and of Babel. */
export function expectToParse(file: string, text: string): void {
  const parsed = ts.createSourceFile(file.replace(/\.([cm]?)js$/, '.$1ts'), text, ts.ScriptTarget.ESNext)
  expect('parseDiagnostics' in parsed && parsed.parseDiagnostics, text).toEqual([])
  expect(() => new SyntaxTree(text, file), text).not.toThrow()
}

function changesOf(mark: Mark, source: string): Change[] {
  const { kind, options, start, end, returnType, changes, parts } = mark
  const span = { start, end }
  const [option = '', name = ''] = options
  switch (kind) {
    case 'async':
      return [...changes, {
        component: 0,
        kind: 'make-async',
        function: span,
        form: option === 'signature' ? 'signature' : 'declaration',
        ...returnType && { returnType },
      }]
    case 'await':
      return [...changes, { component: 0, kind: 'await-call', call: span, ...option === 'returned' && { isReturned: true } }]
    case 'iterate':
      return [...changes, { component: 0, kind: 'iterate-async', items: span }]
    case 'itype':
      return [{ component: 0, kind: 'async-iterator-type', type: span, ...option === 'orSync' && { orSync: true } }]
    case 'swap':
      return [...changes, swapOf(span, option, source)]
    case 'array':
      return [...changes, {
        component: 0, kind: 'await-callbacks', call: span, method: methodOf(option), ...name === 'returned' && { isReturned: true },
      }]
    case 'rename':
      return [{ component: 0, kind: 'rename', name: span, to: option, ...name !== '' && { module: name } }]
    case 'expect':
      return [...changes, { component: 0, kind: 'expect-promise', callback: span, ...option === 'function' && { takesFunction: true } }]
    case 'outcome':
      return [...changes, { component: 0, kind: 'await-outcome', callback: span }]
    case 'done': {
      const [parameter, call] = ['parameter', 'call'].map((wanted) => spanOf(at(parts.find((part) => part.kind === wanted))))
      return [...changes, { component: 0, kind: 'drop-done', parameter: at(parameter), call: at(call) }]
    }
    case 'key':
    case 'body':
    case 'parameter':
    case 'call':
      return changes
    case 'sort': {
      const keys = parts.filter((part) => part.kind === 'key').map((part) => ({ span: spanOf(part), name: at(part.options[0]) }))
      const body = spanOf(at(parts.find((part) => part.kind === 'body')))
      const comparison = { key: at(keys[0]).span, parameter: at(keys[0]).name, names: ['a', 'b'] as [string, string], body, keys }
      return [...changes, { component: 0, kind: 'await-callbacks', call: span, method: option === 'toSorted' ? 'toSorted' : 'sort', comparison }]
    }
    case 'use':
      return [...changes, { component: 0, kind: 'use-twin', name: span, twinName: `${source.slice(start, end)}Async` }]
    case 'forward':
      return [...changes, { component: 0, kind: 'wrap-handler', handler: span, wrappers: [{ name: 'forwardRejection', file: 'forward-rejection.js' as FileId, moduleKind: 'esm' }] }]
    case 'expose':
      return [{
        component: 0, kind: 'expose-twin', form: formOf(option), span, renames: [{ name, twinName: `${name}Async` }, { name, twinName: `${name}Async` }], replaces: options[2] === 'replaces',
      }]
    case 'twin': {
      const inner = at(changes.findLast((change) => change.kind === 'make-async'))
      return [{
        component: 0,
        kind: 'add-twin',
        declaration: span,
        function: inner.function,
        form: inner.form,
        name: option,
        twinName: `${option}Async`,
        changes,
      }]
    }
    default:
      throw new Error(`Unknown mark: ${kind}`)
  }
}

function spanOf({ start, end }: Span): Span {
  return { start, end }
}

function swapOf(call: Span, name: string, source: string): Change {
  const { module, target } = at(swaps[name])
  const text = source.slice(call.start, call.end)
  const callee = text.slice(0, text.indexOf('('))
  const object = /^(.*?)\s*(\?\.|\.|\[)[^.[]*$/s.exec(callee)?.[1]
  return {
    component: 0,
    kind: 'swap-api',
    call,
    callee: { start: call.start, end: call.start + callee.length },
    ...object !== undefined && { object: { start: call.start, end: call.start + object.length } },
    module,
    name: `${name}Sync`,
    target,
  }
}

function methodOf(text: string): CallbackMethod {
  const methods: CallbackMethod[] = ['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find', 'reduce', 'reduceRight', 'Map.forEach', 'Set.forEach', 'Array.from', 'replace', 'replaceAll']
  return at(methods.find((method) => method.replace('.', '') === text))
}

function formOf(text: string): ExposeForm {
  const forms: ExposeForm[] = ['specifier', 'binding', 'property', 'assignment', 'variable', 'default-import', 'default-export', 'module']
  return at(forms.find((form) => form === text))
}

function at<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A mark is not closed, or names nothing known.')
  return value
}
