import { grammar, sortsOfParts } from './grammar.js'
import type { Node, Program } from './model.js'
import { writeProgram } from './write-program.js'

/** Programs that are a step smaller, the boldest steps first; each is shorter as text. */
export function smallerPrograms(program: Program): Program[] {
  const length = lengthOf(program)
  const seen = new Set<string>()
  return [...steps(program)].filter((candidate) => {
    const text = textOf(candidate)
    const isNew = text.length < length && !seen.has(text)
    seen.add(text)
    return isNew
  })
}

function* steps(program: Program): Generator<Program> {
  const { items, main, style } = program
  for (const index of items.keys()) yield { ...program, items: items.toSpliced(index, 1) }
  for (const node of smallerNodes(main, 'main')) yield { ...program, main: node }
  for (const [index, item] of items.entries()) {
    for (const node of smallerNodes(item.node, 'item')) yield { ...program, items: items.with(index, { ...item, node }) }
  }
  yield { ...program, items: items.map((item) => ({ ...item, file: 3 })) }
  for (const [index, item] of items.entries()) yield { ...program, items: items.with(index, { ...item, file: 3 }) }
  yield { ...program, style: { semicolons: false, fs: 'named', nodePrefix: false, imports: 'named', exports: 'inline', barrel: false, trickyNames: false } }
  yield { ...program, style: { ...style, trickyNames: false } }
  yield { ...program, style: { ...style, barrel: false } }
  yield { ...program, style: { ...style, imports: 'named' } }
}

/** In place of a node: the first of its sort, a part of the same sort, fewer statements, a smaller part. */
function* smallerNodes(node: Node, sort: string): Generator<Node> {
  const first = grammar.get(sort)?.at(0)?.template
  if (first !== undefined && first !== node.is) yield { is: first, pick: 0, parts: [] }
  yield* partsOfSort(node, sort, sort)
  const sorts = sortsOfParts(sort, node)
  if (node.is === 'block' || node.is === 'body') yield* fewerStatements(node, sorts)
  if (node.pick > 0) yield { ...node, pick: 0 }
  if (node.pick > 1) yield { ...node, pick: 1 }
  for (const [index, part] of node.parts.entries()) {
    for (const smaller of smallerNodes(part, sorts[index] ?? '')) yield { ...node, parts: node.parts.with(index, smaller) }
  }
}

function* partsOfSort(node: Node, sort: string, wanted: string): Generator<Node> {
  const sorts = sortsOfParts(sort, node)
  for (const [index, part] of node.parts.entries()) {
    const partSort = sorts[index] ?? ''
    if (plain(partSort) === plain(wanted)) yield part
    yield* partsOfSort(part, partSort, wanted)
  }
}

/** Without a statement, or with the statements of its blocks in its place. */
function* fewerStatements(node: Node, sorts: readonly string[]): Generator<Node> {
  for (const [index, statement] of node.parts.entries()) {
    const sort = sorts[index] ?? ''
    if (!sort.startsWith('statement.')) continue
    yield { ...node, parts: node.parts.toSpliced(index, 1) }
    const inner = statement.parts.filter((_, position) => /^(block|loop)\./.test(sortsOfParts(sort, statement)[position] ?? ''))
    for (const block of inner) yield { ...node, parts: node.parts.toSpliced(index, 1, ...block.parts) }
  }
}

/** A body may stand for an arrow's, a block for a loop's. */
function plain(sort: string): string {
  return sort.replace(/&.*/, '').replace(/^arrow\./, 'body.').replace(/^loop\./, 'block.')
}

function lengthOf(program: Program): number {
  return textOf(program).length
}

function textOf(program: Program): string {
  return [...writeProgram(program)].flat().join('\n')
}
