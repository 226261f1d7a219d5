// before: const user = find.get(req.params.id)
//         if (!user) return res.status(404).end()
//         const posts = list.all(user.id)
// after:  function showUser(id) {
//           const user = find.get(id)
//           if (!user) return { user }
//           const posts = list.all(user.id)
//           return { user, posts }
//         }

import { applyEdits } from '../src/apply/apply-edits.js'
import type { BlockBranch, BlockExit, BlockRun, ToldBranch } from '../src/model/database.js'
import type { Span } from '../src/model/ids.js'
import type { MovedBlock } from '../src/model/plan.js'
import type { TextEdit } from '../src/model/result.js'
import { isInSpan } from '../src/is-in-span.js'
import { withComments } from './move-setup.js'
import { errorKey } from './moved-code.js'
import { semicolon, type Style } from './style.js'
import type { SyntaxTree } from './syntax-tree.js'

interface Context {
  tree: SyntaxTree
  style: Style
  isExported: boolean
}

/** Writes a block as a function of its own. */
export function movedFunction(block: MovedBlock, context: Context): string {
  const { tree, style: { eol }, isExported } = context
  const parameters = block.parameters.map(({ name, type }) => (tree.isTypeScript && type !== undefined ? `${name}: ${type}` : name))
  const body = block.form === 'expression' ? [expressionBody(block, context)] : statementsBody(block, context)
  return [`${isExported ? 'export ' : ''}function ${block.name}(${parameters.join(', ')}) {`, ...body, '}'].join(eol)
}

function expressionBody(block: MovedBlock, context: Context): string {
  const { style } = context
  const text = moved(block.span, [], { ...context, block, depth: 1 })
  return `${style.indent}return ${text}${semicolon(style)}`
}

function statementsBody(block: MovedBlock, context: Context): string[] {
  const { style } = context
  const unset = block.results.filter(({ name, as }) => as === 'assignment' && !block.parameters.some((parameter) => parameter.name === name))
  const lines = unset.map(({ name }) => `${style.indent}let ${name}${semicolon(style)}`)
  return [...lines, ...runBody({ ...block, results: block.atEnd }, { ...context, block, depth: 1 })]
}

/** Where a run stands in the new function. */
interface Place extends Context {
  block: MovedBlock
  depth: number
}

/** The statements of a run, and what it gives in the end. */
function runBody({ span, tail, exits, results }: BlockRun & { span: Span; results: readonly string[] }, place: Place): string[] {
  const { block, tree, style, depth } = place
  const [end, indent] = [semicolon(style), style.indent.repeat(depth)]
  const computed = block.extracts.filter(({ expression }) => tail && isInSpan(expression, tail))
  const [only] = computed
  const text = moved({ start: span.start, end: tail?.start ?? span.end }, exits, place).trimEnd()
  const lines = text === '' ? [] : [indent + text]
  if (only && computed.length === 1 && block.results.length === 1) return [...lines, `${indent}return ${valueOf(only.expression, block, tree)}${end}`]
  const constants = computed.map(({ expression, name }) => `${indent}const ${name} = ${valueOf(expression, block, tree)}${end}`)
  const hasLeft = exits.some(({ statement, branches }) => statement.end === span.end && branches.length > 1)
  const last = hasLeft || block.results.length === 0 || (results.length === 0 && !tree.isTypeScript) ? [] : [`${indent}return ${resultText(results, place)}${end}`]
  return [...lines, ...constants, ...last]
}

/**
 * A single result is returned as it is, several as an object. What an exit does not come to is never looked at, as the caller leaves there,
 * too: only if its type says so does the caller's code keep its types.
 */
function resultText(names: readonly string[], { block: { results }, tree: { isTypeScript } }: Pick<Place, 'block' | 'tree'>, told?: ToldBranch): string {
  const nothing = isTypeScript ? 'undefined as never' : 'undefined'
  const tale = told && taleOf(told)
  if (results.length === 1) return tale ?? names[0] ?? (results[0]?.tells ? 'undefined' : nothing)
  const missing = isTypeScript ? results.filter(({ name }) => !names.includes(name) && name !== told?.name) : []
  const properties = [...told && tale ? [`${told.name}: ${tale}`] : [], ...names, ...missing.map(({ name, tells }) => `${name}: ${tells ? 'undefined' : nothing}`)]
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`
}

function taleOf({ error }: ToldBranch): string {
  if (!error) return 'true'
  return error.binding === errorKey ? `{ ${errorKey} }` : `{ ${errorKey}: ${error.binding} }`
}

/** Code with the parameters in place of what they stand for, branches that stay as returns, and the indentation of its place. */
function moved(span: Span, exits: readonly BlockExit[], place: Place): string {
  const bodies = exits.flatMap(({ branches }) => branches).map(({ body }) => body)
  const edits = [...parameterEdits(place.block), ...exitEdits(exits, place), ...indentEdits(span, place)].filter((edit) => isInSpan(edit, span))
  const kept = edits.filter((edit) => !bodies.some((body) => isInSpan(edit, body) && !(edit.start === body.start && edit.end === body.end)))
  return textWith(kept, span, place.tree)
}

/** An expression by itself. */
function valueOf(expression: Span, block: MovedBlock, tree: SyntaxTree): string {
  const edits = block.parameters.flatMap(({ name, uses }) => uses.map((use) => ({ ...use, text: name }))).filter((edit) => isInSpan(edit, expression))
  return textWith(edits, expression, tree)
}

function textWith(edits: readonly TextEdit[], span: Span, tree: SyntaxTree): string {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  return applyEdits(tree.text(span), sorted.map((edit) => ({ ...edit, start: edit.start - span.start, end: edit.end - span.start })))
}

function parameterEdits({ parameters, extracts }: MovedBlock): TextEdit[] {
  return parameters.flatMap(({ name, uses }) => uses.map((use) => ({ ...use, text: name })))
    .filter((edit) => !extracts.some(({ expression }) => isInSpan(edit, expression)))
}

/** `if (stmt.get(name)) { … }` → `const row = stmt.get(name)`, `if (row) return { row }` */
function exitEdits(exits: readonly BlockExit[], place: Place): TextEdit[] {
  const { block, tree, style, depth } = place
  return exits.flatMap(({ statement, branches, told }) => {
    const isOfCondition = (span: Span): boolean => isInSpan(span, statement) && !branches.some(({ body }) => isInSpan(span, body))
    const extract = block.extracts.find(({ expression }) => isOfCondition(expression))
    const computed = extract && `const ${extract.name} = ${valueOf(extract.expression, block, tree)}${semicolon(style)}${style.eol}${style.indent.repeat(depth)}`
    const before = extract ? [{ start: statement.start, end: statement.start, text: computed ?? '' }, { ...extract.expression, text: extract.name }] : []
    return [...before, ...branches.map((branch) => {
      const isTold = told && branch.body.start === told.body.start
      return { ...branch.body, text: isTold ? toldText(branch, { told, statement, place }) : branchText(branch, place) }
    })]
  })
}

/** `catch (error) { res.status(500).end() }` → `catch (error) { return { caught: { error } } }` */
function toldText({ body, results }: BlockBranch, { told, statement, place }: { told: ToldBranch; statement: Span; place: Place }): string {
  const { tree, style: { eol, indent }, style, depth, block } = place
  const outer = indent.repeat(depth) + tree.indentAt(statement.start).slice(tree.indentAt(block.span.start).length + indent.length * (depth - 1))
  const isNamed = tree.source[(tree.tokenBefore(body.start)?.end ?? 0) - 1] === ')'
  const lines = ['{', `${outer}${indent}return ${resultText(results, place, told)}${semicolon(style)}`, `${outer}}`]
  return (told.error && !isNamed ? `(${told.error.binding}) ` : '') + lines.join(eol)
}

function branchText({ body, results, inner }: BlockBranch, place: Place): string {
  const { block, tree, style, depth } = place
  const [eol, outer, end] = [style.eol, style.indent.repeat(depth), semicolon(style)]
  const returned = results.length === 0 && block.results.length <= 1 && !tree.isTypeScript ? `return${end}` : `return ${resultText(results, place)}${end}`
  if (!inner && !tree.text(body).startsWith('{')) return returned
  const span = inner && { start: withComments(inner.span.start, tree), end: inner.span.end }
  const lines = inner && span ? runBody({ ...inner, span, results }, { ...place, depth: depth + 1 }) : [`${outer}${style.indent}${returned}`]
  return `{${eol}${lines.join(eol)}${eol}${outer}}`
}

/** Lines keep their place relative to one another; those inside of a template are part of its text. */
function indentEdits(span: Span, { tree, style, depth }: Pick<Place, 'tree' | 'style' | 'depth'>): TextEdit[] {
  const old = tree.indentAt(span.start)
  const templates = [...tree.program.descendants()].filter((node) => node.is('TemplateElement', 'JSXText') && node.start < span.end && node.end > span.start)
  return [...tree.text(span).matchAll(/\n([ \t]*)(?=[^\s])/g)].flatMap((match) => {
    const start = span.start + match.index + 1
    const indent = match[1] ?? ''
    const isText = templates.some((node) => node.start < start && start <= node.end)
    if (isText || !indent.startsWith(old)) return []
    return [{ start, end: start + old.length, text: style.indent.repeat(depth) }]
  })
}
