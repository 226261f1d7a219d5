import { ts } from 'ts-morph'
import type { BlockNeed } from '../../model/database.js'
import type { Obstruction } from '../database/obstruction.js'
import type { DriverValues } from '../database/driver-values.js'
import { importOf } from '../database/thread-target.js'
import { functionsOf } from '../families.js'
import { enclosingScope, type FunctionRegistry, type Scope, type Signature } from '../function-registry.js'
import { innermost, requiredModule } from '../syntax.js'
import { flowOf, type FlowTools, type ObjectFlow } from './object-flow.js'
import { rivalsOf } from './rivals-of.js'

export interface ObjectTools extends FlowTools {
  files: readonly ts.SourceFile[]
  registry: FunctionRegistry
  values: DriverValues
  isTest(file: ts.SourceFile): boolean
  whyNotInThread(file: ts.SourceFile): Obstruction | undefined
  /** Why a function cannot be called from the main thread by a message. */
  whyNotCalled(node: Scope | Signature): Obstruction | undefined
  /** What has to be built in another module for a name of the top level to mean the same there. */
  needsOf(name: ts.Identifier): readonly BlockNeed[] | Obstruction
}

/** A variable of the top level that holds what was built over a connection: `const users = new UserRepository(db)`. */
interface Candidate {
  id: string
  name: ts.Identifier
  declaration: ts.VariableDeclaration
  /** The expression that builds it. */
  maker: ts.Expression
}

/** A call of an object's method, and the functions that it runs. */
export interface ObjectMethodCall {
  call: ts.CallExpression
  functions: readonly (Scope | Signature)[]
}

/** An object that can live in the thread, and all that has to follow. */
export interface ThreadObject extends Candidate {
  /** The calls of its methods that would have to wait, without those that a client of its module reaches by its name. */
  calls: readonly ObjectMethodCall[]
  expressions: ReadonlySet<ts.Node>
  references: readonly ts.Identifier[]
  types: ReadonlySet<ts.TypeNode>
  /** Where other objects of its kind go as well, which stay as they are. */
  shared: Pick<ObjectFlow, 'types' | 'expressions'>
  needs?: readonly BlockNeed[]
}

/** An object that cannot, with the calls that go through it all the same. */
export interface StuckObject {
  calls: readonly ts.CallExpression[]
  obstruction: Obstruction
}

/** Finds the objects that are built once over a connection and handed on, and says which of them the thread can build. */
export function findThreadObjects(tools: ObjectTools): { objects: ThreadObject[]; stuck: StuckObject[] } {
  const candidates = tools.files.flatMap((file) => candidatesIn(file, tools))
  return candidates.length === 0 ? { objects: [], stuck: [] } : settle(candidates, tools)
}

function candidatesIn(file: ts.SourceFile, tools: ObjectTools): Candidate[] {
  const { values, registry } = tools
  if (tools.isTest(file)) return []
  return file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => declarationList.declarations).flatMap((declaration) => {
    const { name, initializer } = declaration
    const maker = initializer && innermost(initializer)
    const isMade = maker && (ts.isNewExpression(maker) || ts.isCallExpression(maker)) && !requiredModule(maker)
    const value = isMade && ts.isIdentifier(name) ? values.of(maker) : undefined
    // What belongs to a driver cannot be called by messages; what holds it may.
    return maker && value && !value.type && ts.isIdentifier(name) ? [{ id: `${registry.fileOf(file)}:${name.text}`, name, declaration, maker }] : []
  })
}

/** What the thread builds takes in what it is built from; one that turns out to stay hands that on, so that all is looked at again. */
function settle(candidates: readonly Candidate[], tools: ObjectTools): { objects: ThreadObject[]; stuck: StuckObject[] } {
  let inThread = candidates
  for (;;) {
    const makers = new Set<ts.Node>(inThread.map(({ maker }) => maker))
    const looked = candidates.map((candidate) => ({ candidate, found: look(candidate, makers, tools) }))
    const staying = looked.filter(({ found }) => 'obstruction' in found).map(({ candidate }) => candidate)
    if (!inThread.some((candidate) => staying.includes(candidate))) {
      const found = looked.map((each) => each.found)
      return {
        objects: found.filter((each) => 'flow' in each).filter(({ calls }) => calls.length > 0).map((each) => finished(each, tools)),
        stuck: found.filter((each) => 'obstruction' in each),
      }
    }
    inThread = inThread.filter((candidate) => !staying.includes(candidate))
  }
}

interface Looked {
  candidate: Candidate
  flow: ObjectFlow
  calls: readonly ObjectMethodCall[]
  needs?: readonly BlockNeed[]
}

function look(candidate: Candidate, makers: ReadonlySet<ts.Node>, tools: ObjectTools): Looked | StuckObject {
  const flow = flowOf(candidate.maker, tools, (call) => makers.has(call) || isBuiltInThread(call, tools))
  const [near, far] = [flow.calls.filter((call) => isDirect(call, candidate, tools)), flow.calls.filter((call) => !isDirect(call, candidate, tools))]
  if (!far.some((call) => !tools.isTest(call.getSourceFile()))) return { candidate, flow, calls: [] }
  const file = candidate.declaration.getSourceFile()
  const isLoadable = tools.whyNotInThread(file) === undefined
  const calls = (isLoadable ? far : [...near, ...far]).map((call) => ({ call, functions: runBy(call, candidate, tools) }))
  const needs = isLoadable ? undefined : needsOf(candidate, flow, tools)
  const obstruction = flow.escapes[0] ?? calls.map((call) => whyNot(call, tools)).find((each) => each !== undefined)
    ?? (needs && 'reason' in needs ? needs : undefined)
  if (obstruction) return { calls: far, obstruction }
  return { candidate, flow, calls, ...(needs && !('reason' in needs) && { needs }) }
}

/** Built while a module loads that the thread loads as well. */
function isBuiltInThread(call: ts.Node, tools: ObjectTools): boolean {
  return ts.isSourceFile(enclosingScope(call)) && tools.whyNotInThread(call.getSourceFile()) === undefined
}

/** Called by the name that its module, or an import of it, gives the object. */
function isDirect(call: ts.CallExpression, { declaration }: Candidate, { symbols }: ObjectTools): boolean {
  const callee = innermost(call.expression)
  const receiver = ts.isPropertyAccessExpression(callee) ? innermost(callee.expression) : undefined
  return receiver !== undefined && ts.isIdentifier(receiver) && symbols.declarationsAt(receiver).includes(declaration)
}

/** The functions that a method of the object may be. */
function runBy(call: ts.CallExpression, { maker }: Candidate, { symbols }: ObjectTools): (Scope | Signature)[] {
  const callee = innermost(call.expression)
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ''
  return symbols.membersOf(maker, name).flatMap((member) => functionsOf(member, symbols))
}

/** Why a call cannot go to the thread. */
function whyNot({ call, functions }: ObjectMethodCall, tools: ObjectTools): Obstruction | undefined {
  if (functions.length === 0) return { reason: 'object-escapes', at: call, what: call.expression.getText() }
  if (ts.isSourceFile(enclosingScope(call))) return { reason: 'object-escapes', at: call, what: 'code that runs while its module is loaded' }
  return functions.map((node) => tools.whyNotCalled(node)).find((each) => each !== undefined)
}

function needsOf({ name, declaration }: Candidate, flow: ObjectFlow, tools: ObjectTools): readonly BlockNeed[] | Obstruction {
  const file = name.getSourceFile()
  const reference = [...flow.expressions].find((each): each is ts.Identifier => {
    return ts.isIdentifier(each) && each.getSourceFile() === file && tools.symbols.declarationsAt(each).includes(declaration)
  })
  return reference ? tools.needsOf(reference) : { reason: 'object-escapes', at: name, what: 'other modules' }
}

function finished({ candidate, flow, calls, needs }: Looked, tools: ObjectTools): ThreadObject {
  const file = candidate.declaration.getSourceFile()
  const references = needs ? [] : [...flow.expressions].filter(ts.isIdentifier).filter((name) => {
    const imported = importOf(name, tools.symbols)
    return imported && !ts.isPropertyAccessExpression(name.parent) && !tools.isTest(name.getSourceFile()) && tools.symbols.moduleAt(imported.specifier) === file
  })
  return {
    ...candidate, calls, references, expressions: flow.expressions, types: flow.types, ...(needs && { needs }),
    shared: rivalsOf(candidate.maker, tools),
  }
}
