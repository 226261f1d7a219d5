import { ts } from 'ts-morph'
import { importersOf } from './importers.js'
import type { NameIndex } from './name-index.js'
import { memberOf } from './occurrences.js'
import { resolveFunctions } from './resolve-functions.js'
import type { Symbols } from './symbols.js'
import { outermost } from './syntax.js'

interface Tools {
  index: NameIndex
  symbols: Symbols
}

type Call = ts.CallExpression | ts.NewExpression

/** Finds the calls of a function, or those that construct its class, by the names that it goes by. */
export function callsOf(owner: ts.SignatureDeclaration, tools: Tools): Call[] {
  const importers = importersOf(owner.getSourceFile(), tools)
  const onTheSpot = importers.flatMap((importer) => (importer.kind === 'expression' ? [importer.node] : []))
  const names = importers.flatMap((importer) => (importer.kind === 'binding' ? [importer.name] : []))
  const own = nameOf(owner)
  const byName = [...withRenames([...names, ...own === undefined ? [] : [own]], tools.index)].flatMap((name) => tools.index.occurrences(name))
  return [...new Set([...onTheSpot, ...byName])].flatMap((callee) => {
    const call = callOf(callee)
    return call && runs(call, owner, tools) ? [call] : []
  })
}

/** `import { open as openDatabase }` */
function withRenames(names: readonly string[], index: NameIndex): Set<string> {
  const all = new Set(names)
  for (const name of all) {
    for (const { parent } of index.occurrences(name)) {
      const isRenamed = (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isBindingElement(parent)) && parent.propertyName?.getText() === name
      if (isRenamed && ts.isIdentifier(parent.name)) all.add(parent.name.text)
    }
  }
  return all
}

function runs(call: Call, owner: ts.SignatureDeclaration, { symbols }: Tools): boolean {
  if (!ts.isConstructorDeclaration(owner)) {
    return ts.isCallExpression(call) && (symbols.calledBySignature(call) === owner || resolveFunctions(call.expression, symbols).some(({ node }) => node === owner))
  }
  if (symbols.calledBySignature(call) === owner) return true
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression
  return symbols.declarationsAt(name).includes(owner.parent)
}

function callOf(callee: ts.Node): Call | undefined {
  const whole = outermost(memberOf(callee))
  const { parent } = whole
  const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent)
  return isCall && parent.expression === whole ? parent : undefined
}

function nameOf(owner: ts.SignatureDeclaration): string | undefined {
  if (ts.isConstructorDeclaration(owner)) return owner.parent.name?.text
  const { parent } = owner
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)
  const name = ts.getNameOfDeclaration(owner) ?? (isNamed ? parent.name : undefined)
  if (name) return name.getText()
  return ts.isBinaryExpression(parent) && ts.isPropertyAccessExpression(parent.left) ? parent.left.name.text : undefined
}
