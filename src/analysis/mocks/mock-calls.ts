import { ts } from 'ts-morph'
import type { ApiOrigins } from '../api-origin.js'
import { valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { givers, makers, mockGlobals, mockModules, moduleMockers, moduleReplacers, replacers } from './mock-names.js'

/** What a call of a mock library does. */
export type MockCall =
  /** `vi.spyOn(files, 'load')`: a mock takes the place of a member. */
  | { does: 'replace'; object: ts.Expression; member: string; implementation: ts.Expression | undefined }
  /** `vi.fn()`, `sinon.spy(load)`: gives a mock, which acts like the function. */
  | { does: 'make'; implementation: ts.Expression | undefined }
  /** `vi.mocked(load)`: gives what it is handed. */
  | { does: 'give'; value: ts.Expression }
  /** `vi.mock('./load', () => …)`: a mock takes the place of a module. */
  | { does: 'replace-module'; specifier: ts.StringLiteralLike; factory: ts.Expression | undefined }
  /** `proxyquire('./app', { './load': … })`: the modules that one module gets to see. */
  | { does: 'load-with'; specifier: ts.StringLiteralLike; modules: ts.ObjectLiteralExpression }
  | { does: 'other' }

/** Tells the calls of mock libraries by their imports, or as the globals that they are. */
export class MockCalls {
  constructor(private readonly symbols: Symbols, private readonly origins: ApiOrigins) {}

  at(call: ts.CallExpression | ts.NewExpression): MockCall | undefined {
    const [first, second, third] = call.arguments ?? []
    const name = nameOf(call.expression)
    if (first && moduleReplacers.has(name) && ts.isStringLiteralLike(first)) return { does: 'replace-module', specifier: first, factory: second }
    if (/^(proxyquire|esmock)\b/.test(call.expression.getText())) return loadWith(first, second)
    if (!this.#isOfLibrary(call.expression)) return undefined
    if (first && second && replacers.has(name) && ts.isStringLiteralLike(second) && !ts.isStringLiteralLike(first)) {
      return { does: 'replace', object: first, member: second.text, implementation: third }
    }
    if (first && givers.has(name)) return { does: 'give', value: first }
    if (moduleMockers.has(name)) return replaceModule(first, second)
    return makers.has(name) ? { does: 'make', implementation: name === 'createSpy' ? second : first } : { does: 'other' }
  }

  /** Whether an expression leads to a mock library: by its import, as a global, or by a sandbox that it made. */
  #isOfLibrary(expression: ts.Expression): boolean {
    const origin = this.origins.of(expression)
    if (origin) return mockModules.has(origin.module)
    const root = rootOf(expression)
    if (root.kind === ts.SyntaxKind.ThisKeyword) return /^this\.\w*(sinon|sandbox)\./i.test(expression.getText())
    if (!ts.isIdentifier(root)) return false
    if (root !== expression && this.origins.of(root)) return mockModules.has(this.origins.of(root)?.module ?? '')
    const own = this.symbols.declarationsAt(root).filter((declaration) => !declaration.getSourceFile().isDeclarationFile)
    if (own.length === 0) return root === expression ? root.text === 'spyOn' : mockGlobals.has(root.text)
    return /sandbox$/i.test(root.text) || own.some((declaration) => this.#isMadeByLibrary(declaration))
  }

  #isMadeByLibrary(declaration: ts.Declaration): boolean {
    const value = ts.isVariableDeclaration(declaration) ? valueOf(declaration) : undefined
    const made = value && innermost(value)
    return made !== undefined && ts.isCallExpression(made) && /[sS]andbox/.test(made.expression.getText()) && this.#isOfLibrary(made.expression)
  }
}

function replaceModule(specifier: ts.Expression | undefined, factory: ts.Expression | undefined): MockCall {
  const isImport = specifier && ts.isCallExpression(specifier) && specifier.expression.kind === ts.SyntaxKind.ImportKeyword
  const named = isImport ? specifier.arguments[0] : specifier
  return named && ts.isStringLiteralLike(named) ? { does: 'replace-module', specifier: named, factory } : { does: 'other' }
}

function loadWith(specifier: ts.Expression | undefined, modules: ts.Expression | undefined): MockCall | undefined {
  const literal = modules && innermost(modules)
  const isKnown = specifier && ts.isStringLiteralLike(specifier) && literal && ts.isObjectLiteralExpression(literal)
  return isKnown ? { does: 'load-with', specifier, modules: literal } : undefined
}

function nameOf(callee: ts.Expression): string {
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text
  return ts.isIdentifier(callee) ? callee.text : ''
}

function rootOf(expression: ts.Expression): ts.Expression {
  let node = expression
  while (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) node = node.expression
  return node
}
