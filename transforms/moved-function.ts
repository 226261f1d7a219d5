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
import type { Span } from '../src/model/ids.js'
import type { MovedBlock } from '../src/model/plan.js'
import type { TextEdit } from '../src/model/result.js'
import { isInSpan } from '../src/is-in-span.js'
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
  const text = moved(block.span, block, context)
  const { style } = context
  return `${style.indent}return ${text}${semicolon(style)}`
}

function statementsBody(block: MovedBlock, context: Context): string[] {
  const { style } = context
  const end = semicolon(style)
  const code = { start: block.span.start, end: block.tail?.start ?? block.span.end }
  const { tail } = block
  const computed = block.extracts.filter(({ expression }) => tail && isInSpan(expression, tail))
  const [only] = computed
  const names = block.results.map(({ name }) => name)
  const text = moved(code, block, context).trimEnd()
  const unset = block.results.filter(({ name, as }) => as === 'assignment' && !block.parameters.some((parameter) => parameter.name === name))
  const lines = [...unset.map(({ name }) => `${style.indent}let ${name}${end}`), ...(text === '' ? [] : [style.indent + text])]
  if (only && computed.length === 1 && names.length === 1) return [...lines, `${style.indent}return ${moved(only.expression, block, context)}${end}`]
  const constants = computed.map(({ expression, name }) => `${style.indent}const ${name} = ${moved(expression, block, context)}${end}`)
  const last = names.length === 0 ? [] : [`${style.indent}return ${resultText(names, block, context.tree)}${end}`]
  return [...lines, ...constants, ...last]
}

/**
 * A single result is returned as it is, several as an object. What an exit does not come to is never looked at, as the caller leaves there,
 * too: only if its type says so does the caller's code keep its types.
 */
function resultText(names: readonly string[], { results }: MovedBlock, { isTypeScript }: SyntaxTree): string {
  const nothing = isTypeScript ? 'undefined as never' : 'undefined'
  if (results.length === 1) return names[0] ?? nothing
  const missing = isTypeScript ? results.filter(({ name }) => !names.includes(name)).map(({ name }) => `${name}: ${nothing}`) : []
  const properties = [...names, ...missing]
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`
}

/** Code with the parameters in place of what they stand for, exits as returns, and the indentation of a function's body. */
function moved(span: Span, block: MovedBlock, { tree, style }: Context): string {
  const edits = [...parameterEdits(block), ...exitEdits(block, { tree, style }), ...indentEdits(span, { tree, style })].filter((edit) => isInSpan(edit, span))
  const bodies = block.exits.map(({ body }) => body)
  const kept = edits.filter((edit) => !bodies.some((body) => isInSpan(edit, body) && !(edit.start === body.start && edit.end === body.end)))
  const sorted = kept.sort((a, b) => a.start - b.start || a.end - b.end)
  return applyEdits(tree.text(span), sorted.map((edit) => ({ ...edit, start: edit.start - span.start, end: edit.end - span.start })))
}

function parameterEdits({ parameters, extracts, exits }: MovedBlock): TextEdit[] {
  const named = extracts.filter(({ expression }) => exits.some(({ statement }) => isInSpan(expression, statement))).map(({ expression }) => expression)
  return parameters.flatMap(({ name, uses }) => uses.map((use) => ({ ...use, text: name })))
    .filter((edit) => !named.some((expression) => isInSpan(edit, expression)))
}

/** `if (stmt.get(name)) { … }` → `const row = stmt.get(name)`, `if (row) return { row }` */
function exitEdits(block: MovedBlock, { tree, style }: Omit<Context, 'isExported'>): TextEdit[] {
  const end = semicolon(style)
  return block.exits.flatMap(({ statement, body, results }) => {
    const value = resultText(results, block, tree)
    const returned = results.length === 0 && block.results.length <= 1 ? `return${end}` : `return ${value}${end}`
    const isBlock = tree.text(body).startsWith('{')
    const extract = block.extracts.find(({ expression }) => isInSpan(expression, statement))
    const computed = extract && `const ${extract.name} = ${extractText(extract.expression, block, tree)}${end}${style.eol}${style.indent}`
    const before = extract ? [{ start: statement.start, end: statement.start, text: computed ?? '' }, { ...extract.expression, text: extract.name }] : []
    const text = isBlock ? `{${style.eol}${style.indent}${style.indent}${returned}${style.eol}${style.indent}}` : returned
    return [...before, { ...body, text }]
  })
}

function extractText(expression: Span, { parameters }: MovedBlock, tree: SyntaxTree): string {
  const edits = parameters.flatMap(({ name, uses }) => uses.map((use) => ({ ...use, text: name }))).filter((edit) => isInSpan(edit, expression))
    .sort((a, b) => a.start - b.start)
  return applyEdits(tree.text(expression), edits.map((edit) => ({ ...edit, start: edit.start - expression.start, end: edit.end - expression.start })))
}

/** Lines keep their place relative to one another; those inside of a template are part of its text. */
function indentEdits(span: Span, { tree, style }: Omit<Context, 'isExported'>): TextEdit[] {
  const old = tree.indentAt(span.start)
  const templates = [...tree.program.descendants()].filter((node) => node.is('TemplateElement', 'JSXText') && node.start < span.end && node.end > span.start)
  return [...tree.text(span).matchAll(/\n([ \t]*)(?=[^\s])/g)].flatMap((match) => {
    const start = span.start + match.index + 1
    const indent = match[1] ?? ''
    const isText = templates.some((node) => node.start < start && start <= node.end)
    if (isText || !indent.startsWith(old)) return []
    return [{ start, end: start + old.length, text: style.indent }]
  })
}
