import type { FileFact, GuardForm, HandlerWrapper } from './facts.js'
import type { FileId, FunctionId, Place, Span } from './ids.js'
import type { FunctionForm } from './functions.js'
import type { CallbackMethod, Comparison } from './handovers.js'
import type { RuleId, SwapTarget } from './rules.js'
import type { BlockMove, BlockNeed, ErrorClass } from './database.js'
import type { Flag } from './flag.js'
import type { ReadPlan } from './reads.js'

/** What becomes of callers that nobody selected: they await what became async, or keep the sync function, beside which a twin is added. */
export type CallerPolicy = 'propagate' | 'twin'

/** Why code that could be async needs a function as it is. */
export type KeptBecause = 'outside-selection' | 'stays-itself' | 'hands-it-on' | 'has-twin' | 'public'

/** What forced a decision; `--explain` prints these. */
export type Reason =
  | { kind: 'selected'; by: string }
  | { kind: 'calls-api'; rule: RuleId; at: Place }
  | { kind: 'works-on-database'; at: Place }
  | { kind: 'calls'; function: FunctionId; at: Place }
  | { kind: 'called-by'; function: FunctionId; at: Place }
  | { kind: 'family'; function: FunctionId }
  | { kind: 'shares-object'; function: FunctionId }
  | { kind: 'stays-sync-for'; function: FunctionId; why: string; at: Place }
  | { kind: 'rolled-back'; message: string; at: Place }

/**
 * `convert`: becomes async. `twin`: stays, and an async twin is added. `keep`: nothing asks for a change.
 * `blocked`: it was asked for and cannot be done.
 */
export type Verdict = 'convert' | 'twin' | 'keep' | 'blocked'

export interface Decision {
  function: FunctionId
  verdict: Verdict
  because: Reason[]
  /** Decisions that stand or fall together share a component. */
  component: number
}

/** One thing to do in one file. Spans are the only key; a rewriter finds the node there and decides nothing. */
export type Change = { component: number } & (
  /** Writes `async`, and `Promise<…>` around a written return type that is not a promise yet. */
  | { kind: 'make-async'; function: Span; form: FunctionForm; returnType?: Span }
  /** `ReturnType<typeof load>` → `Awaited<ReturnType<typeof load>>` */
  | { kind: 'await-type'; type: Span }
  /** Puts `await` before the call, with the parentheses that its surroundings ask for; before a returned one only where no promise takes it over. */
  | { kind: 'await-call'; call: Span; isReturned?: true }
  /** `for (const x of walk())` → `for await (const x of walk())`; what takes all items at once gets them from an awaited list. */
  | { kind: 'iterate-async'; items: Span }
  /** `Generator<T>` → `AsyncGenerator<T>`; with `orSync`, sync iterables are still taken. */
  | { kind: 'async-iterator-type'; type: Span; orSync?: true }
  /** `(text = read()) {` → `(text) { if (text === undefined) text = await read()`; `changes` are those of the default value. */
  | { kind: 'move-default'; parameter: Span; function: Span; changes: Change[] }
  /** Replaces the callee of a blocking API's call, and brings in what the new callee needs. */
  | { kind: 'swap-api'; call: Span; callee: Span; object?: Span; module: string; name: string; target: SwapTarget }
  /** `items.map(async …)` → `await mapAsync(items, async …)`; a `forEach` statement → `for…of`. No `await` where the caller's promise takes it over. */
  | { kind: 'await-callbacks'; call: Span; method: CallbackMethod; comparison?: Comparison; isReturned?: true }
  /** Adds, behind `declaration`, a copy of it called `twinName` to which `changes` are applied; its other names become those of `elsewhere`. */
  | { kind: 'add-twin'; function: Span; form: FunctionForm; declaration: Span; name: string; twinName: string; elsewhere?: Readonly<Record<string, string>>; changes: Change[] }
  /** Makes a call or a reference use the twin. */
  | { kind: 'use-twin'; name: Span; twinName: string }
  /** Passes a twin's name on from module to module, beside the function's own name or in its place. */
  | { kind: 'expose-twin'; form: ExposeForm; span: Span; renames: Rename[]; replaces: boolean }
  /** `users.find(id)` → the same through the client of the module that `users` comes from; `name` is what is imported there. */
  | { kind: 'use-client'; root: Span; client: FileId; name: string }
  /** `const users = new UserRepository(db)` goes, with what it is built of and nothing else uses; the name comes from the client. */
  | { kind: 'build-in-thread'; statement: Span; name: string; needs: readonly BlockNeed[]; client: FileId }
  /** `users: UserRepository` → `users: AsyncClient<UserRepository>`; with `orSync`, the object itself is still taken. */
  | { kind: 'client-type'; type: Span; orSync?: true }
  /** Another function of the same object, or of the same module where the name itself is imported: `assert.throws` → `assert.rejects`. */
  | { kind: 'rename'; name: Span; to: string; module?: string }
  /** `expect(() => f()).toThrow()` → `expect(f()).rejects.toThrow()`; `takesFunction` allows `expect(async () => …).rejects`. */
  | { kind: 'expect-promise'; callback: Span; takesFunction?: true }
  /** `expect(() => f()).to.throw()` → `expect(await outcomeOf(async () => f())).to.throw()` */
  | { kind: 'await-outcome'; callback: Span }
  /** A test that is awaited needs no `done`: takes the parameter and its last call away. */
  | { kind: 'drop-done'; parameter: Span; call: Span }
  /** `() => saved.push(row)` → `() => { saved.push(row) }` */
  | { kind: 'drop-value'; value: Span }
  /** `(req, res) => …` handed to a framework that ignores promises → `forwardRejection((req, res) => …)`; the first wrapper is the outermost. */
  | { kind: 'wrap-handler'; handler: Span; wrappers: readonly Wrapping[] }
  /**
   * `(req, res) => …` handed to a framework → `asyncOnly((req, res) => …)`, which refuses synchronous database calls in it; a method gets `@AsyncOnly()`,
   * and `function GET() {}` becomes `const GET = asyncOnly(function GET() {})`.
   */
  | { kind: 'guard-handler'; handler: Span; form: GuardForm; name?: string }
  /** `n += f()` → `const more = f()`, `n += more`: awaited ahead of its statement, so that this is one step. */
  | { kind: 'hoist'; statement: Span; isAlone: boolean; expression: Span; name: string }
  /** `mkdirSync(d)` → `mkdirSync(d, { recursive: true })`; `whole` is the statement whose test goes, and what the test's callee is imported by. */
  | { kind: 'make-folder'; call: Span; whole?: { statement: Span; tested: Span } }
  /** `const a = await f()`, `const b = await g()` → `const [a, b] = await Promise.all([f(), g()])` */
  | { kind: 'await-together'; steps: readonly { statement: Span; pattern: Span; call: Span }[] }
  /** A block of database work → a call of the function that it became, through `client`; awaited, unless the caller's promise takes it over. */
  | { kind: 'move-block'; block: Span; move: BlockMove; client: FileId; isReturned?: true }
)

/** A function that a handler is wrapped in, the module that it is imported from, and how that is loaded. */
export interface Wrapping {
  name: HandlerWrapper
  file: FileId
  moduleKind: FileFact['moduleKind']
}

/** A file that comes with the conversion, or that an earlier run made and that is extended. */
export type NewFile = { file: FileId; components: number[] } & (
  /** `users.async.ts`: calls the exported functions of `of` in the thread. */
  | { kind: 'client'; of: FileId; names: string[]; errors: ErrorClass[] }
  /** `routes.sync.ts`: what was moved out of `from`, and the objects that are built there. */
  | { kind: 'sync-module'; from: FileId; blocks: MovedBlock[]; objects: BuiltObject[] }
  /** `forward-rejection.ts`: what handlers are wrapped in, written like the file that `like` names. */
  | { kind: 'wrapper-module'; wrapper: HandlerWrapper; like: FileId }
  /** The package.json that gets unblock-runtime as a dependency. */
  | { kind: 'manifest' }
)

/** A block, and where it stood. */
export interface MovedBlock extends BlockMove {
  span: Span
}

/** An object that a sync module builds and exports. */
export interface BuiltObject {
  name: string
  needs: readonly BlockNeed[]
}

/** A name, and what its twin is called there. */
export interface Rename {
  name: string
  twinName: string
}

/** How a twin's name is passed on; the last of its renames is the name that it goes on under. */
export type ExposeForm = 'specifier' | 'binding' | 'property' | 'assignment' | 'variable' | 'default-import' | 'default-export' | 'module'

export type ChangeKind = Change['kind']

/** All that happens to one file. */
export interface FilePlan {
  file: FileId
  /** The file as analysed; another hash at the time of writing makes it stale. */
  sha256: string
  /** The new text may call `Array.fromAsync`. */
  hasArrayFromAsync?: true
  changes: Change[]
}

/** A whole conversion: plain data that can be saved, reviewed, split by file and applied later. */
export interface Plan {
  version: 1
  selection: string[]
  decisions: Decision[]
  files: FilePlan[]
  newFiles: NewFile[]
  flags: Flag[]
  /** Reads that need not wait for one another. */
  reads: ReadPlan
  /** Blocking calls of start-up code, left as they are on purpose. */
  leftAloneAtStartup: Place[]
}
