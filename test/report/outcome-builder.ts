import { createHash } from 'node:crypto'
import type { ApiUseFact } from '../../src/model/calls.js'
import type { Facts } from '../../src/model/facts.js'
import type { FunctionFact, FunctionForm } from '../../src/model/functions.js'
import type { IgnoredFlag } from '../../src/model/comments.js'
import type { Flag, FlagCode } from '../../src/model/flag.js'
import type { FileId, FunctionId, Place, Span } from '../../src/model/ids.js'
import type { Change, Plan, Reason, Verdict } from '../../src/model/plan.js'
import type { FileResult, TextEdit } from '../../src/model/result.js'
import type { RuleId } from '../../src/model/rules.js'
import type { Source } from '../../src/model/source.js'
import type { ConvertOutcome } from '../../src/report/outcome.js'

/** Makes an outcome by hand; each piece of code is named by its text, which must be in its file. */
export class OutcomeBuilder {
  readonly #root: string
  readonly #facts: Facts = {
    version: 1, files: [], functions: [], calls: [], apiUses: [], databaseUses: [], databaseCalls: [], databaseWays: [], databaseHandovers: [], threadObjects: [], threadErrors: [], handovers: [], aliases: [], iteratorTypes: [], resultTypes: [], handlers: [], mocks: [], apiMocks: [], lostPromises: [], races: [], parallelGroups: [], readSequences: [], problems: [],
  }
  readonly #plan: Plan = { version: 1, selection: [], decisions: [], files: [], newFiles: [], flags: [], reads: { isDone: false, runs: [], left: [] }, leftAloneAtStartup: [] }
  readonly #results: FileResult[] = []
  readonly #edits = new Map<FileId, TextEdit[]>()
  readonly #flags: Flag[] = []
  readonly #ignored: IgnoredFlag[] = []
  readonly #sources = new Map<FileId, Source>()

  constructor(root = '/project') {
    this.#root = root
  }

  build(): ConvertOutcome {
    return {
      root: this.#root, selection: this.#plan.selection, facts: this.#facts, plan: this.#plan,
      results: this.#results, edits: this.#edits, flags: this.#flags, ignored: this.#ignored, sources: this.#sources,
    }
  }

  file(path: string, before: string, after = before, isTest = false): this {
    const id = fileId(path)
    const sha256 = createHash('sha256').update(before).digest('hex')
    this.#facts.files.push({ id, sha256, moduleKind: 'esm', isTest, isPackageEntry: false })
    this.#sources.set(id, { text: before, sha256, hasByteOrderMark: false })
    this.#plan.files.push({ file: id, sha256, changes: [] })
    const status = before === after ? 'unchanged' : 'changed'
    this.#results.push({ file: id, status, before, after, sha256, hasByteOrderMark: false })
    return this
  }

  function(id: string, form: FunctionForm, text: string, more: Partial<FunctionFact> = {}): this {
    const { file, span } = this.#placeOf(id, text)
    this.#facts.functions.push({
      id: functionId(id), file, name: id.split(/[#.]/).at(-1) ?? '', form, key: span,
      isAsync: false, returnsPromise: false, exported: false, ...more,
    })
    return this
  }

  handler(id: string, route: string, text: string): this {
    this.#facts.handlers.push({
      function: functionId(id), framework: 'express', kind: 'route', route, forwardsRejection: true, ...this.#placeOf(id, text),
    })
    return this
  }

  /** The call's text starts with the callee's name. */
  call(caller: string, callee: string, text: string): this {
    const { file, span } = this.#placeOf(caller, text)
    const name = { start: span.start, end: span.start + text.indexOf('(') }
    this.#facts.calls.push({ file, span, name, caller: functionId(caller), callee: functionId(callee), use: 'value' })
    return this
  }

  handover(by: string, handed: string, text: string): this {
    this.#facts.handovers.push({
      ...this.#placeOf(by, text), by: functionId(by), function: functionId(handed), consumer: 'rewritable', to: 'Array.prototype.map',
    })
    return this
  }

  use(caller: string, callee: string, rule: RuleId = 'fs.readFileSync'): this {
    const { file, span } = this.#placeOf(caller, callee)
    const use: ApiUseFact = {
      file, span, callee: span, caller: functionId(caller), rule, access: 'member', use: 'value', arguments: [],
    }
    this.#facts.apiUses.push(use)
    return this
  }

  decision(id: string, verdict: Verdict, because: Reason[]): this {
    this.#plan.decisions.push({ function: functionId(id), verdict, because, component: 0 })
    return this
  }

  swap(path: string, callee: string): this {
    return this.change(path, this.swapOf(path, callee))
  }

  swapOf(path: string, callee: string): Change {
    const { span } = this.#placeOf(path, callee)
    return { component: 0, kind: 'swap-api', call: span, callee: span, module: 'fs', name: 'readFileSync', target: { via: 'promises', name: 'readFile' } }
  }

  change(path: string, change: Change): this {
    this.#plan.files.find(({ file }) => file === path)?.changes.push(change)
    return this
  }

  edit(path: string, edit: TextEdit): this {
    this.#edits.set(fileId(path), [...this.#edits.get(fileId(path)) ?? [], edit])
    return this
  }

  flag(code: FlagCode, place: Place, data: Record<string, string>, id?: string): this {
    this.#flags.push({ code, ...place, data, ...(id !== undefined && { function: functionId(id) }) })
    return this
  }

  /** The flag that was made last is silenced. */
  ignore(reason: string): this {
    this.#ignored.push(...this.#flags.splice(-1).map((flag) => ({ ...flag, reason })))
    return this
  }

  problem(path: string, message: string): this {
    this.#facts.problems.push({ code: 'syntax-error', file: fileId(path), span: { start: 0, end: 0 }, message })
    return this
  }

  leaveAlone(path: string, text: string): this {
    this.#plan.leftAloneAtStartup.push(this.#placeOf(path, text))
    return this
  }

  /** Reads that start at once, each given as its text, in the function that is named. */
  together(id: string, ...texts: string[]): this {
    const places = texts.map((text) => this.#placeOf(id, text))
    const [first] = places
    const steps = places.map(({ span }) => ({ statement: span, pattern: span, call: span, does: 'reads' as const, needs: [] }))
    if (first) this.#plan.reads.runs.push({ ...first, function: functionId(id), steps })
    this.#plan.reads.isDone = true
    return this
  }

  /** A read that goes on to wait for what stands before it. */
  waiting(id: string, text: string, why: { why: 'needs' } | { why: 'effect'; by: string }): this {
    this.#plan.reads.left.push({ ...this.#placeOf(id, text), ...why })
    return this
  }

  select(selector: string): this {
    this.#plan.selection.push(selector)
    return this
  }

  /** Where the text first stands in the file of an id. */
  place(id: string, text: string): Place {
    return this.#placeOf(id, text)
  }

  span(id: string, text: string): Span {
    return this.#placeOf(id, text).span
  }

  #placeOf(id: string, text: string): Place {
    const file = fileId(this.#sources.has(fileId(id)) ? id : id.replace(/#.*/, ''))
    const start = this.#sources.get(file)?.text.indexOf(text) ?? -1
    if (start < 0) throw new Error(`No ${JSON.stringify(text)} in ${file}`)
    return { file, span: { start, end: start + text.length } }
  }
}

/** A path as the model names it. */
export function fileId(path: string): FileId {
  return path as FileId
}

/** A name path as the model names it. */
export function functionId(id: string): FunctionId {
  return id as FunctionId
}
