import { ts } from 'ts-morph'
import type { BlockResult } from '../../model/database.js'
import type { BlockTools } from './block-tools.js'
import { isGone, isUsedOutside } from './captures.js'
import { CannotMove } from './cannot-move.js'
import { changedTarget } from './purity.js'
import { allNodes, declarationOf, isIn, referencesIn } from './references.js'
import type { Shape } from './shape.js'

/** A variable that a block declares and that is used after it. */
export interface FoundResult {
  result: BlockResult
  declaration: ts.Declaration
  /** The statement that declares it. */
  statement: ts.Node
}

/** The variables of a block that the caller goes on to use; throws where one of them cannot be copied back. */
export function resultsOf(shape: Shape, tools: BlockTools): FoundResult[] {
  if (shape.form === 'expression') {
    const [value] = shape.moved
    if (value && tools.types.copying(value) === 'lost') throw new CannotMove('uncloneable-value', value)
    return []
  }
  return shape.moved.flatMap((statement) => declarationsIn(statement).flatMap((declaration) => {
    const found = resultOf(declaration, shape, tools)
    return found ? [{ result: found, declaration, statement }] : []
  }))
}

function resultOf(declaration: ts.NamedDeclaration, shape: Shape, tools: BlockTools): BlockResult | undefined {
  const { name } = declaration
  if (!name || !ts.isIdentifier(name) || !isUsedOutside(declaration, shape, tools)) return undefined
  if (tools.work.isDriverValue(name)) throw new CannotMove('driver-value-escapes', firstUseOutside(declaration, shape, tools) ?? name, name.text)
  if (ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration) || tools.types.copying(name) === 'lost') {
    throw new CannotMove('uncloneable-value', name, name.text)
  }
  return { name: name.text, as: isSetOutside(declaration, shape, tools) ? 'let' : 'const' }
}

function isSetOutside(declaration: ts.Declaration, shape: Shape, tools: BlockTools): boolean {
  const home = ts.findAncestor(declaration.parent, ts.isFunctionLike)
  const targets = home ? [...allNodes(home)].flatMap((node) => changedTarget(node) ?? []).filter((target) => !isIn(target, shape.moved)) : []
  return targets.some((target) => ts.isIdentifier(target) ? declarationOf(target, tools) === declaration : isPatternWith(target, declaration, tools))
}

/** `[a, b] = [b, a]` */
function isPatternWith(target: ts.Node, declaration: ts.Declaration, tools: BlockTools): boolean {
  const isPattern = ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)
  return isPattern && referencesIn(target).some(({ name }) => declarationOf(name, tools) === declaration)
}

function firstUseOutside(declaration: ts.Declaration, shape: Shape, tools: BlockTools): ts.Node | undefined {
  const home = ts.findAncestor(declaration.parent, ts.isFunctionLike)
  return home && referencesIn(home, (node) => isGone(node, shape))
    .find(({ name }) => declarationOf(name, tools) === declaration && !isIn(name, [declaration]))?.name
}

/** What a statement declares for those that follow it. */
function declarationsIn(statement: ts.Node): ts.NamedDeclaration[] {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement]
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations.flatMap((declaration) => namesIn(declaration)) : []
}

function namesIn(declaration: ts.VariableDeclaration | ts.BindingElement): ts.NamedDeclaration[] {
  if (ts.isIdentifier(declaration.name)) return [declaration]
  return declaration.name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element)))
}
