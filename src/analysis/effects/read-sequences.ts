import { ts } from 'ts-morph'
import type { ReadSequence, ReadStep } from '../../model/reads.js'
import { allNodes, ownNodes } from '../blocks/references.js'
import { isFunctionWithBody, spanOf } from '../function-registry.js'
import { innermost } from '../syntax.js'
import { type EffectTools, summarize } from './summarize.js'
import { cannotThrow } from './cannot-throw.js'

interface Tools extends EffectTools {
  isTest: (file: ts.SourceFile) => boolean
  /** A call that the conversion may come to await. */
  mayBeAwaited: (call: ts.Node) => boolean
}

/** Finds where functions that the conversion may change take the results of calls into constants, one right after the other. */
export function findReadSequences(tools: Tools): ReadSequence[] {
  const known = [...tools.registry.known()].filter(([node]) => isFunctionWithBody(node) && !tools.isTest(node.getSourceFile()))
  return known.flatMap(([node, { id, file }]) => {
    const body = isFunctionWithBody(node) ? node.body : undefined
    const blocks = body ? [...ownNodes(body)].filter(ts.isBlock) : []
    return blocks.flatMap((block) => sequencesIn(block, tools)).map((steps) => ({ file, function: id, steps: steps.map((step, index) => factOf(step, steps.slice(0, index), tools)) }))
  })
}

/** `const a = await f()`, or `const a = f()` where that may come to be awaited. */
interface Step {
  statement: ts.VariableStatement
  declaration: ts.VariableDeclaration
  call: ts.CallExpression
  isAwaited: boolean
}

function sequencesIn(block: ts.Block, tools: Tools): Step[][] {
  const sequences: Step[][] = [[]]
  for (const statement of block.statements) {
    const step = stepOf(statement, tools)
    if (step) sequences.at(-1)?.push(step)
    else sequences.push([])
  }
  return sequences.filter((steps) => steps.length > 1)
}

function stepOf(statement: ts.Statement, { mayBeAwaited }: Tools): Step | undefined {
  if (!ts.isVariableStatement(statement) || statement.modifiers || !(statement.declarationList.flags & ts.NodeFlags.Const)) return undefined
  const [declaration, ...others] = statement.declarationList.declarations
  if (!declaration?.initializer || others.length > 0) return undefined
  const isAwaited = ts.isAwaitExpression(declaration.initializer)
  const call = ts.isAwaitExpression(declaration.initializer) ? declaration.initializer.expression : declaration.initializer
  return ts.isCallExpression(call) && (isAwaited || mayBeAwaited(call)) ? { statement, declaration, call, isAwaited } : undefined
}

function factOf(step: Step, earlier: readonly Step[], tools: Tools): ReadStep {
  const { statement, declaration, call, isAwaited } = step
  const needs = earlier.flatMap((other, index) => (uses(call, other.declaration, tools) ? [index] : []))
  const stuck = obstacleTo(step, earlier, tools)
  return {
    statement: spanOf(statement), pattern: spanOf(declaration.name), call: spanOf(call), ...(isAwaited && { isAwaited }),
    ...whatItDoes(call, tools), needs, ...(stuck && { stuck }),
  }
}

function whatItDoes(call: ts.CallExpression, tools: Tools): Pick<ReadStep, 'does' | 'by'> {
  const { effects, unknowns } = summarize(call, tools)
  const effect = effects.find(({ access, kind }) => access === 'write' && kind !== 'log')
  if (effect) return { does: 'effect', by: effect.by }
  const unknown = unknowns.at(0) ?? effects.find(({ access }) => access === 'unknown')
  return unknown ? { does: 'unknown', by: unknown.by } : { does: 'reads' }
}

/** What is declared there goes into the call. */
function uses(call: ts.CallExpression, declared: ts.VariableDeclaration, { symbols }: Tools): boolean {
  return [...allNodes(call)].filter(ts.isIdentifier).some((name) => {
    return symbols.declarationsAt(name).some((declaration) => ts.findAncestor(declaration, (node) => node === declared) !== undefined)
  })
}

/** Why the text of a step cannot become part of a list, or must not. */
function obstacleTo({ statement, declaration, call }: Step, earlier: readonly Step[], tools: Tools): ReadStep['stuck'] {
  if (declaration.type) return 'typed'
  const last = earlier.at(-1)
  const file = statement.getSourceFile()
  if (last && file.text.slice(last.call.end, statement.getStart()).replace(/;/, '').trim() !== '') return 'comment'
  if (/\/[/*]/.test(file.text.slice(statement.getStart(), call.getStart()))) return 'comment'
  if ([...allNodes(call)].some((node) => node !== call && (ts.isAwaitExpression(node) || tools.mayBeAwaited(node)))) return 'waits-inside'
  const isSafe = earlier.length === 0 || (call.arguments.every((argument) => cannotThrow(argument)) && !mayThrowAtOnce(call, tools))
  return isSafe ? undefined : 'may-throw'
}

/** A function of the project that gives a promise without being async may throw before there is one. */
function mayThrowAtOnce(call: ts.CallExpression, { symbols, registry }: Tools): boolean {
  const declaration = symbols.calledBySignature(call)
  if (!declaration || !isFunctionWithBody(innermostFunction(declaration)) || registry.knownFact(declaration)) return false
  return !(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Async)
}

function innermostFunction(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) && declaration.initializer ? innermost(declaration.initializer) : declaration
}
