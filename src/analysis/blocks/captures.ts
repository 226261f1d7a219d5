import { ts } from 'ts-morph'
import type { BlockParameter, BlockResult } from '../../model/database.js'
import { groupBy } from '../../group-by.js'
import { spanOf } from '../function-registry.js'
import type { BlockTools } from './block-tools.js'
import { CannotMove } from './cannot-move.js'
import { changedTarget, rootOf } from './purity.js'
import { parameterName } from './parameter-names.js'
import { declarationOf, homeOf, isIn, referencesIn } from './references.js'
import { exitsOf, type ExitShape, movedNodes, movedReferences, questionOf, type Shape, toldExitsOf } from './shape.js'
import { isConditional } from './stretches.js'
import type { TypeTexts } from './type-texts.js'

/** What a block takes from its function, and which of the function's variables it sets. */
export interface Captures {
  parameters: BlockParameter[]
  assigned: BlockResult[]
}

/** A variable of the function around, or `this`, and every place where the block uses it. */
interface Capture {
  declaration: ts.Declaration | undefined
  name: string
  uses: ts.Expression[]
}

/** What the caller passes, where it stands first, and every place that it stands for. */
interface Argument {
  expression: ts.Expression
  uses: ts.Expression[]
  isComputed?: true
  /** An object of the thread, which is handed over by its client. */
  isObject?: true
}

/** What frameworks hand to a handler, where nothing but its name says so. */
const mainThreadNames = /^(req|request|res|response|reply|ctx|context|next|done|socket|stream|this)$/

/** Methods of values that can be copied. */
const plainMethods = new Set([
  ...Object.getOwnPropertyNames(String.prototype), ...Object.getOwnPropertyNames(Array.prototype), ...Object.getOwnPropertyNames(Number.prototype),
  ...Object.getOwnPropertyNames(Date.prototype), ...Object.getOwnPropertyNames(Map.prototype), ...Object.getOwnPropertyNames(Set.prototype),
])

/** Finds what a block takes from its function; throws where a value cannot be copied to the thread. */
export function capturesOf(shape: Shape, tools: BlockTools, texts: TypeTexts): Captures {
  const taken = new Set(movedReferences(shape).map(({ name }) => name.text))
  const arguments_: Argument[] = shape.computed.map((expression) => ({ expression, uses: [expression], isComputed: true }))
  const assigned: BlockResult[] = []
  for (const capture of collect(shape, tools)) {
    const result = checkChanges(capture, shape, tools)
    if (result) {
      assigned.push(result)
      if (exitsOf(shape).length === 0 && isSetFirst(capture, shape)) continue
      checkBegun(capture, shape)
    }
    arguments_.push(...argumentsOf(capture, shape, { ...tools, texts }))
  }
  const inOrder = arguments_.sort((a, b) => a.expression.getStart() - b.expression.getStart())
  return { parameters: inOrder.map((argument) => parameterFor(argument, taken, texts)), assigned }
}

function parameterFor({ expression, uses, isComputed, isObject }: Argument, taken: Set<string>, texts: TypeTexts): BlockParameter {
  const isWhole = ts.isIdentifier(expression)
  const name = isWhole ? expression.text : parameterName(expression, taken)
  taken.add(name)
  const type = texts.textOf(expression)
  return {
    name, argument: expression.getText(), uses: isWhole ? [] : uses.map(spanOf),
    ...(isComputed && { isComputed }), ...(isObject && { isObject }), ...(type !== undefined && { type }),
  }
}

function collect(shape: Shape, tools: BlockTools): Capture[] {
  const { moved } = shape
  const found = new Map<ts.Declaration | undefined, Capture>()
  const add = (declaration: ts.Declaration | undefined, name: string, use: ts.Expression): void => {
    const known = found.get(declaration)
    if (known) known.uses.push(use)
    else found.set(declaration, { declaration, name, uses: [use] })
  }
  for (const { name, isType } of movedReferences(shape)) {
    const declaration = isType ? undefined : declarationOf(name, tools)
    if (!declaration || homeOf(declaration) !== 'function' || isIn(declaration, moved)) continue
    add(declaration, name.text, name)
  }
  for (const node of movedNodes(shape)) if (ts.isExpression(node) && node.kind === ts.SyntaxKind.ThisKeyword) add(undefined, 'this', node)
  return [...found.values()]
}

/** Setting a variable is a result; changing a value is lost in the thread, which matters if anybody looks at it again. */
function checkChanges({ declaration, name, uses }: Capture, shape: Shape, tools: BlockTools): BlockResult | undefined {
  const targets = movedNodes(shape).flatMap((node) => changedTarget(node) ?? [])
  const isUse = (node: ts.Node | undefined): boolean => uses.some((use) => use === node)
  const patterns = targets.filter((target) => ts.isObjectLiteralExpression(target) || ts.isArrayLiteralExpression(target))
  const pattern = patterns.find((target) => uses.some((use) => isIn(use, [target])))
  if (pattern) throw new CannotMove('unsupported', pattern, 'an assignment to a pattern')
  const changed = targets.find((target) => !ts.isIdentifier(target) && (isUse(rootOf(target)) || uses.some((use) => isIn(use, [target]))))
    ?? targets.find((target) => ts.isIdentifier(target) && isUse(target) && isMethodTarget(target))
  if (changed && !(declaration && isFresh(declaration) && !isUsedOutside(declaration, shape, tools))) throw new CannotMove('changes-main-state', changed, name)
  const set = targets.find((target) => ts.isIdentifier(target) && isUse(target) && !isMethodTarget(target))
  if (!set || !declaration || !isUsedOutside(declaration, shape, tools)) return undefined
  if (ts.findAncestor(declaration.parent, ts.isFunctionLike) !== ts.findAncestor(shape.run[0] ?? set, ts.isFunctionLike)) {
    throw new CannotMove('changes-main-state', set, name)
  }
  return { name, as: 'assignment' }
}

/** Where the block leaves without having set the variable, it gives back what it was given. */
function checkBegun({ declaration, name }: Capture, shape: Shape): void {
  const isBegun = !declaration || !ts.isVariableDeclaration(declaration) || declaration.initializer || !declaration.type
  if (exitsOf(shape).length > 0 && !isBegun) throw new CannotMove('unsupported', declaration, `the exit before ${name} is set`)
}

/** The block sets the variable in any case before it reads it, so that it needs no value to begin with. */
function isSetFirst({ uses: [first] }: Capture, { run }: Shape): boolean {
  const assignment = first?.parent
  const isSet = assignment && ts.isBinaryExpression(assignment) && assignment.left === first && assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken
  return isSet === true && run.includes(assignment.parent)
}

/** `items.push(1)`, where `items` itself is what is changed. */
function isMethodTarget(target: ts.Node): boolean {
  return ts.isPropertyAccessExpression(target.parent) || (ts.isCallExpression(target.parent) && target.parent.arguments.some((argument) => argument === target))
}

/** Nobody else has the value. */
function isFresh(declaration: ts.Declaration): boolean {
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined
  return value !== undefined && (ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value) || ts.isNewExpression(value))
}

/** Whether code that stays uses a variable once the block has run, or at any time where it runs again and again. */
export function isUsedOutside(declaration: ts.Declaration, shape: Shape, tools: BlockTools): boolean {
  const [first] = shape.run
  const home = ts.findAncestor(declaration.parent, ts.isFunctionLike)
  if (!first || !home) return true
  const repeats = ts.findAncestor(first.parent, (node) => node === home || (node !== first && (ts.isIterationStatement(node, false) || ts.isFunctionLike(node))))
  const from = repeats === home ? first.getStart() : home.getStart()
  const kept = toldExitsOf(shape).flatMap(({ told }) => referencesIn(told))
  return [...referencesIn(home, (node) => isGone(node, shape)), ...kept]
    .some(({ name }) => name.getStart() >= from && declarationOf(name, tools) === declaration && !isIn(name, [declaration]))
}

/** Whether code goes to the thread and is not asked again by the caller. */
export function isGone(node: ts.Node, shape: Shape): boolean {
  const question = exitsOf(shape).map(questionOf).find(({ condition, extract }) => condition === node || extract === node)
  return question ? question.extract === node : shape.moved.includes(node)
}

/** How a captured value is handed over: what of it is an object of the thread, and what is copied. */
function argumentsOf(capture: Capture, shape: Shape, tools: BlockTools & { texts: TypeTexts }): Argument[] {
  const paths = capture.uses.map((use) => ({ use, object: [use, ...pathsFrom(use)].find((path) => tools.work.isThreadObject(path)) }))
  const objects = groupBy(paths.flatMap(({ object }) => object ?? []), (object) => object.getText())
  const others = paths.filter(({ object }) => !object).map(({ use }) => use)
  return [
    ...[...objects].flatMap(([, uses]): Argument[] => uses.slice(0, 1).map((expression) => ({ expression, uses, isObject: true }))),
    ...(others.length > 0 ? copiedArguments({ ...capture, uses: others }, shape, tools) : []),
  ]
}

/** By itself, or by the paths that are used of what cannot be copied. */
function copiedArguments(capture: Capture, shape: Shape, { types, work, texts }: BlockTools & { texts: TypeTexts }): Argument[] {
  const { declaration, name, uses } = capture
  const driver = uses.find((use) => ts.isIdentifier(use) && work.isDriverValue(use))
  if (driver) throw new CannotMove(declaration && ts.isParameter(declaration) ? 'injected-connection' : 'driver-value-escapes', driver, name)
  const copying = uses.map((use) => types.copying(use))
  const isLost = copying.includes('lost') || (copying.includes('unknown') && mainThreadNames.test(name))
  const [first] = uses
  const whole = !isLost && first && uses.every((use) => !isForeignCall(use)) ? [{ expression: first, uses }] : undefined
  // A parameter of a type that has no name here would be of any.
  const isNameless = first !== undefined && whole !== undefined && texts.isNameless(first) && uses.every((use) => types.isSurelyObject(use) && pathsFrom(use).length > 0)
  if (whole && !isNameless) return whole
  const paths = new Map<string, Argument>()
  // What is read first anyway can be read for all.
  const readFirst = new Set(uses.flatMap((use) => pathsFrom(use)).filter((path) => isReadFirst(path, shape)).map((path) => path.getText()))
  for (const use of uses) {
    const path = pathFrom(use, readFirst, { types, isRoot: (isLost || isNameless) && (types.isSurelyObject(use) || mainThreadNames.test(name)) })
    if (!path && whole) return whole
    if (!path) throw new CannotMove('uncloneable-value', use, name)
    const text = path.getText()
    const known = paths.get(text)
    if (known) known.uses.push(path)
    else paths.set(text, { expression: path, uses: [path] })
  }
  return [...paths.values()]
}

/** A method is called on the value that no value has that can be copied. */
function isForeignCall(value: ts.Node): boolean {
  const { parent } = value
  if (ts.isCallExpression(parent) && parent.expression === value) return true
  return ts.isPropertyAccessExpression(parent) && parent.expression === value && isCallee(parent) && !plainMethods.has(parent.name.text)
}

function isCallee(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node
}

/** `req.body` and `req.body.name` of `req` in `req.body.name.trim()`. */
function pathsFrom(use: ts.Node): ts.Expression[] {
  const paths: ts.Expression[] = []
  for (let node = use; isMember(node.parent, node) && !isCallee(node.parent) && !isTarget(node.parent); node = node.parent) paths.push(node.parent)
  return paths
}

/** The longest path from a value that can be copied and read before the block runs. */
function pathFrom(use: ts.Node, readFirst: ReadonlySet<string>, { types, isRoot }: { types: BlockTools['types']; isRoot: boolean }): ts.Expression | undefined {
  let best: ts.Expression | undefined
  let isSafe = isRoot
  for (const path of pathsFrom(use)) {
    if (!isSafe && !readFirst.has(path.getText())) break
    if (types.copying(path) !== 'lost' && !isForeignCall(path)) best = path
    isSafe = types.isSurelyObject(path)
  }
  return best
}

function isMember(parent: ts.Node, node: ts.Node): parent is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  return ts.isElementAccessExpression(parent) && parent.expression === node && ts.isStringLiteralLike(parent.argumentExpression)
}

function isTarget(node: ts.Node): boolean {
  return changedTarget(node.parent) === node
}

/** From where on not all is done in any case: in a `try`, what is done ahead would fail past its `catch`. */
function endOfQuestion(exit: ExitShape): number {
  return questionOf(exit).condition?.end ?? exit.statement.pos
}

/** Whether an expression is computed before the block's first call has an effect, and in any case. */
function isReadFirst(expression: ts.Node, shape: Shape): boolean {
  const { moved, firstEffect } = shape
  const around = moved.find((node) => isIn(expression, [node]))
  const isLate = expression.end > firstEffect || exitsOf(shape).some((exit) => endOfQuestion(exit) <= expression.pos)
  if (!around || isLate) return false
  for (let node = expression; node !== around; node = node.parent) if (isConditional(node)) return false
  return true
}
