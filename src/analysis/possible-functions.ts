import { ts } from 'ts-morph'
import { type CallableNames, callableNames } from './callable-names.js'
import type { Symbols } from './symbols.js'
import { innermost, requiredModule } from './syntax.js'

/** Says cheaply, by names and declarations, which expressions may be functions of this project, so that few types have to be asked for. */
export class PossibleFunctions {
  readonly #names: CallableNames

  constructor(files: readonly ts.SourceFile[], private readonly symbols: Symbols) {
    this.#names = callableNames(files)
  }

  /** Whether a value may be a function, by whatever name or type. */
  mayBeFunction(value: ts.Expression): boolean {
    const node = innermost(value)
    if (ts.isCallExpression(node)) return this.mayBeOwn(node.expression)
    if (ts.isPropertyAccessExpression(node)) return this.#names.members.has(node.name.text)
    return !ts.isIdentifier(node) || this.#isDeclared(node, (declaration) => isFunctionByName(declaration) || this.#mayHoldFunction(declaration))
  }

  /** Whether only a type says which function a value is; the others are found by their names. */
  isKnownByType(value: ts.Expression): boolean {
    const node = innermost(value)
    if (ts.isPropertyAccessExpression(node)) return this.#names.typed.has(node.name.text)
    if (ts.isIdentifier(node)) return this.#isDeclared(node, (declaration) => this.#mayHoldFunction(declaration))
    return node.kind !== ts.SyntaxKind.SuperKeyword && node.kind !== ts.SyntaxKind.ImportKeyword
  }

  /** Whether a callee may be code of this project. */
  mayBeOwn(callee: ts.Expression): boolean {
    const node = innermost(callee)
    if (ts.isPropertyAccessExpression(node)) return this.#names.members.has(node.name.text)
    return !ts.isIdentifier(node) || this.#isDeclared(node, (declaration) => !isImport(declaration))
  }

  /** A variable or parameter whose value is not plainly something else, nor a function that is written in place. */
  #mayHoldFunction(declaration: ts.Declaration): boolean {
    if (ts.isBindingElement(declaration)) return true
    if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return false
    const { initializer, type = ts.getJSDocType(declaration) } = declaration
    if (type) return this.#names.isFunctionType(type)
    return !initializer || !(isPlainValue(initializer) || requiredModule(initializer))
  }

  /** Whether a callee may be code of this project that is handed functions. */
  mayTakeFunction(callee: ts.Expression): boolean {
    const node = innermost(callee)
    if (!ts.isPropertyAccessExpression(node) && !ts.isIdentifier(node)) return true
    const name = ts.isIdentifier(node) ? node.text : node.name.text
    return this.#names.takers.has(name) || this.#names.typed.has(name) || (ts.isIdentifier(node) && this.#isRenamed(node))
  }

  /** A default import may go by any name. */
  #isRenamed(name: ts.Identifier): boolean {
    return this.#isDeclared(name, (declaration) => ts.isFunctionLike(declaration) && declaration.name?.getText() !== name.text)
  }

  #isDeclared(name: ts.Identifier, isWanted: (declaration: ts.Declaration) => boolean): boolean {
    return this.symbols.declarationsAt(name).some((declaration) => isOwnNode(declaration) && isWanted(declaration))
  }
}

/** Whether a declaration is written in this project. */
export function isOwnNode(declaration: ts.Node): boolean {
  const file = declaration.getSourceFile()
  return !file.isDeclarationFile && !file.fileName.includes('/node_modules/')
}

/** `function load() {}`, `const load = () => {}` */
function isFunctionByName(declaration: ts.Declaration): boolean {
  if (ts.isFunctionDeclaration(declaration)) return true
  const value = ts.isVariableDeclaration(declaration) && declaration.initializer ? innermost(declaration.initializer) : undefined
  return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
}

/** Whether a value is plainly no function, or one that is found by the name that holds it. */
function isPlainValue(value: ts.Expression): boolean {
  return ts.isLiteralExpression(value) || ts.isTemplateExpression(value) || ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value)
    || ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isNewExpression(value) || ts.isClassExpression(value)
}

function isImport(declaration: ts.Declaration): boolean {
  return ts.isImportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration)
}
