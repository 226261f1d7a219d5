import { ts } from 'ts-morph'
import type { BlockExtract } from '../../model/database.js'
import { spanOf } from '../function-registry.js'
import { allNodes } from './references.js'
import { extractedBy, type Shape, toldExitsOf } from './shape.js'

/** What is computed for statements that stay gets a name that nothing around has. */
export function extractsOf(shape: Shape): BlockExtract[] {
  const taken = takenNames(shape)
  return extractedBy(shape).map((expression) => {
    const wanted = extractName(expression)
    const [first = '', second = first] = wanted
    return { expression: spanOf(expression), name: take(taken.has(first) ? second : first, taken) }
  })
}

/** A name for each exit that the block tells of, in the order of the exits. */
export function toldNames(shape: Shape): string[] {
  const taken = takenNames(shape)
  return toldExitsOf(shape).map(({ clause }) => take(clause ? 'caught' : 'left', taken))
}

/** The first that is free of `name`, `name2`, `name3`, … */
function take(name: string, taken: Set<string>): string {
  let free = name
  for (let count = 2; taken.has(free); count++) free = name + String(count)
  taken.add(free)
  return free
}

function takenNames({ run: [first] }: Shape): Set<string> {
  return new Set(first && [...allNodes(first.getSourceFile())].filter(isVariableName).map(({ text }) => text))
}

function isVariableName(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false
  const { parent } = node
  return !((ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node)
}

/** A name for a value, and another for where that is taken. */
function extractName(expression: ts.Expression): string[] {
  const { parent } = expression
  if (ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name)) return [parent.name.text]
  const callee = ts.isCallExpression(expression) ? expression.expression : undefined
  const called = callee && (ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText())
  const known = called === undefined ? undefined : extractNames.get(called)
  if (known !== undefined) return [known]
  const [, verb = '', noun = ''] = /^([a-z]+)([A-Z]\w*)$/.exec(called ?? '') ?? []
  if (noun === '') return [ts.isIfStatement(parent) ? 'holds' : 'result']
  const found = noun.charAt(0).toLowerCase() + noun.slice(1)
  return questions.has(verb) ? [found] : [found, `found${noun}`]
}

/** `isTaken(name)` is asked, and its answer called `taken`. */
const questions = new Set(['is', 'has', 'can', 'was'])

const extractNames = new Map([['get', 'row'], ['all', 'rows'], ['run', 'info']])
