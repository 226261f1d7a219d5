import { ts } from 'ts-morph'
import { BlockTypes } from '../../src/analysis/blocks/block-types.js'
import type { BlockTools } from '../../src/analysis/blocks/block-tools.js'
import { databaseUses, type FoundUse } from '../../src/analysis/blocks/database-uses.js'
import type { DatabaseEffect, DatabasePoint, DatabaseWork } from '../../src/analysis/database/database-work.js'
import { enclosingScope, FunctionRegistry, type Scope } from '../../src/analysis/function-registry.js'
import { Symbols } from '../../src/analysis/symbols.js'
import { applyEdits } from '../../src/apply/apply-edits.js'
import type { FileId } from '../../src/model/ids.js'
import type { Change, MovedBlock } from '../../src/model/plan.js'
import { rewrite } from '../../transforms/sync-to-async.js'
import { syncModuleText } from '../../transforms/sync-module.js'
import { projectOf } from '../checking/project-of.js'

/** What becomes of a file whose database work moves, in the order of its functions. */
export interface Cut {
  uses: FoundUse[]
  /** `reason: code` for what stays. */
  stuck: string[]
  main: string
  sync: string
}

const effects: Record<string, DatabaseEffect> = { prepare: 'none', transaction: 'none', pragma: 'unknown', exec: 'write', run: 'write', get: 'read', all: 'read', iterate: 'read' }

/** Cuts the blocks out of one file as if each function that works on the database were converted. */
export function cut(file: string, source: string, others: Record<string, string> = {}): Cut {
  const project = projectOf({ [file]: source, ...others }, { allowJs: true, strict: true })
  const [unit] = project.units
  const sourceFile = unit?.program.getSourceFiles().find(({ fileName }) => fileName.endsWith(`/${file}`))
  if (!unit || !sourceFile) throw new Error('no such file')
  const checker = unit.program.getTypeChecker()
  const symbols = new Symbols(checker)
  const registry = new FunctionRegistry(() => file as FileId, symbols)
  const tools: BlockTools = { symbols, types: new BlockTypes(checker), registry, work: fakeWork(sourceFile, symbols), isOwn: (other) => !other.isDeclarationFile }
  const uses = databaseUses(tools)
  const moved = uses.flatMap(({ move, span }): MovedBlock[] => (move.by === 'block' ? [{ ...move, span }] : []))
  const heads = [...new Map([...tools.work.points.keys()].map((scope) => [scope, registry.factOf(scope)])).values()]
  const isConverted = (id: string): boolean => uses.some(({ scope, move }) => registry.factOf(scope).id === id && move.by === 'block')
  const changes: Change[] = [
    ...heads.filter(({ id, isAsync }) => isConverted(id) && !isAsync).map(({ key, form }): Change => ({ component: 0, kind: 'make-async', function: key, form })),
    ...uses.flatMap(({ move, span, use }): Change[] => (move.by === 'block'
      ? [{ component: 0, kind: 'move-block', block: span, move, client: file.replace(/\.(\w+)$/, '.async.$1') as FileId, ...(use === 'returned' && { isReturned: true }) }]
      : [])),
  ]
  const moduleKind = ts.isExternalModule(sourceFile) && !source.includes('require(') ? 'esm' : 'commonjs'
  return {
    uses,
    stuck: uses.flatMap(({ move }) => (move.by === 'nothing' ? [`${move.reason}: ${source.slice(move.at.span.start, move.at.span.end)}`] : [])),
    main: applyEdits(source, rewrite(source, { file, changes })),
    sync: moved.length === 0 ? '' : syncModuleText({ file: file.replace(/\.(\w+)$/, '.sync.$1'), from: file, source, moduleKind, blocks: moved, objects: [] }),
  }
}

/** Knows drivers by name alone: `new Database(…)`, and what comes of it. */
function fakeWork(file: ts.SourceFile, symbols: Symbols): DatabaseWork {
  const isDriverValue = (expression: ts.Expression): boolean => {
    if (ts.isParenthesizedExpression(expression)) return isDriverValue(expression.expression)
    if (ts.isNewExpression(expression)) return expression.expression.getText() === 'Database'
    if (ts.isCallExpression(expression)) {
      const { expression: callee } = expression
      return ts.isPropertyAccessExpression(callee) && ['prepare', 'transaction', 'iterate'].includes(callee.name.text) && isDriverValue(callee.expression)
    }
    if (ts.isPropertyAccessExpression(expression)) return expression.getText() === 'this.db'
    const [declaration] = ts.isIdentifier(expression) ? symbols.symbolAt(expression)?.declarations ?? [] : []
    if (!declaration) return false
    if (ts.isVariableDeclaration(declaration) && declaration.initializer) return isDriverValue(declaration.initializer)
    return (ts.isImportSpecifier(declaration) || ts.isBindingElement(declaration) || ts.isParameter(declaration)) && declaration.name.getText() === 'db'
  }
  const points = new Map<Scope, DatabasePoint[]>()
  const visit = (node: ts.Node): void => {
    const callee = ts.isCallExpression(node) ? node.expression : undefined
    const object = callee && ts.isPropertyAccessExpression(callee) ? callee.expression : callee
    if (ts.isCallExpression(node) && callee && object && isDriverValue(object)) {
      const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : 'run'
      const sql = node.arguments[0]?.getText() ?? ''
      const transaction = /^.BEGIN/.test(sql) ? 'begin' as const : /^.(COMMIT|ROLLBACK)/.test(sql) ? 'end' as const : undefined
      const scope = ownerOf(node)
      if (!ts.isSourceFile(scope)) points.set(scope, [...points.get(scope) ?? [], { call: node, effect: effects[name] ?? 'unknown', ...(transaction && { transaction }), makers: new Set() }])
    }
    node.forEachChild(visit)
  }
  visit(file)
  for (const list of points.values()) list.sort((a, b) => a.call.getStart() - b.call.getStart())
  return { points, isDriverValue, whyNotInThread: () => undefined, tieAt: () => undefined, tieOf: () => undefined, isThreadObject: () => false, objects: [], calls: [], ways: [], handedOn: [], threaded: new Set() }
}

/** Callbacks that run at once belong to the function around them. */
function ownerOf(node: ts.Node): Scope {
  const scope = enclosingScope(node)
  const { parent } = scope
  const runs = (ts.isArrowFunction(scope) || ts.isFunctionExpression(scope)) && ts.isCallExpression(parent) && /\.(map|forEach|filter|transaction)$/.test(parent.expression.getText())
  return runs ? ownerOf(parent) : scope
}
