import { ts } from 'ts-morph'
import { isFunctionWithBody } from '../function-registry.js'
import type { NameIndex } from '../name-index.js'
import { resolveFunctions } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { type Bindings, type Bound, follow } from './bindings.js'
import type { CallNode } from './known-calls.js'

/** A function of the project, and what the names around it stand for. */
export interface OwnFunction {
  node: ts.SignatureDeclaration
  bindings: Bindings
}

/** More implementations than these say nothing. */
const maximalImplementations = 8

/** Finds the functions of the project that a call may run. */
export class OwnFunctions {
  constructor(private readonly tools: { symbols: Symbols; index: NameIndex }) {}

  calledBy(call: CallNode, bindings: Bindings): OwnFunction[] {
    const callee = innermost(ts.isCallExpression(call) ? call.expression : call.tag)
    if (isFunctionWithBody(callee)) return [{ node: callee, bindings }]
    const bound = ts.isIdentifier(callee) ? follow({ expression: callee, bindings }, this.tools.symbols) : undefined
    if (bound && isFunctionWithBody(bound.expression)) return [{ node: bound.expression, bindings: bound.bindings }]
    const found = resolveFunctions(bound?.expression ?? callee, this.tools.symbols).map(({ node }) => node)
    const own = found.length > 0 ? found : this.declarationsOf(call).flatMap((declaration) => this.#implementationsOf(declaration))
    return own.map((node) => ({ node, bindings: new Map() }))
  }

  /** What the name of a callee is declared as in the project. */
  declarationsOf(call: CallNode): readonly ts.Declaration[] {
    const callee = innermost(ts.isCallExpression(call) ? call.expression : call.tag)
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee
    if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return []
    return this.tools.symbols.declarationsAt(name).filter((declaration) => !declaration.getSourceFile().isDeclarationFile).map(functionOf)
  }

  /** What an argument hands over to be called: a function that is written there, or named. */
  handedOver(argument: Bound): OwnFunction[] {
    const { expression, bindings } = follow(argument, this.tools.symbols)
    if (isFunctionWithBody(expression)) return [{ node: expression, bindings }]
    const isName = ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression)
    const declarations = isName ? this.tools.symbols.declarationsAt(ts.isIdentifier(expression) ? expression : expression.name) : []
    return declarations.map(functionOf).filter(isFunctionWithBody).map((node) => ({ node, bindings: new Map() }))
  }

  /** The constructor of a class of the project. */
  constructedBy({ expression }: ts.NewExpression): ts.ConstructorDeclaration[] {
    const callee = innermost(expression)
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee
    return this.tools.symbols.declarationsAt(name).filter(ts.isClassLike).flatMap(({ members }) => members.filter(ts.isConstructorDeclaration).filter(({ body }) => body !== undefined))
  }

  /** The members that stand for an interface's or an abstract one. */
  #implementationsOf(declaration: ts.Declaration): ts.SignatureDeclaration[] {
    if (!ts.isMethodSignature(declaration) && !ts.isMethodDeclaration(declaration) && !ts.isPropertySignature(declaration)) return []
    const name = declaration.name.getText()
    const members = this.tools.index.occurrences(name).map(({ parent }) => parent).filter((parent) => ts.isMethodDeclaration(parent) || ts.isPropertyAssignment(parent))
    const own = members.filter((member) => member.name.getText() === name && this.tools.symbols.inheritedMembers(member, name).includes(declaration))
    const functions = own.map(functionOf).filter(isFunctionWithBody)
    return functions.length > maximalImplementations ? [] : functions
  }
}

/** The function that a declaration holds, or the declaration itself. */
function functionOf(declaration: ts.Declaration): ts.Declaration {
  const holds = ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration)
  const value = holds && declaration.initializer && innermost(declaration.initializer)
  return value && isFunctionWithBody(value) ? value : declaration
}
