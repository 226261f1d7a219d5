// before: const a = await f()
//         const b = await g()
// after:  const [a, b] = await Promise.all([f(), g()])

import type { ChangeOf, FileRewrite } from './file-rewrite.js'

/** Longer lines are broken. */
const width = 100

/** Starts calls at once that were awaited one by one; what stands in the calls stays where it is. */
export function awaitTogether({ steps }: ChangeOf<'await-together'>, file: FileRewrite): void {
  const { tree, edits, parts: { style } } = file
  const [first] = steps
  if (!first) return
  const indent = tree.indentAt(first.statement.start)
  const beginning = `const [${steps.map(({ pattern }) => tree.text(pattern)).join(', ')}] = await Promise.all([`
  const length = indent.length + beginning.length + steps.reduce((sum, { call }) => sum + tree.text(call).length + 2, 0)
  const inner = length > width ? `${style.eol}${indent}${style.indent}` : ''
  steps.forEach(({ statement, call }, index) => {
    const before = steps[index - 1]
    if (before) edits.replace({ start: before.call.end, end: call.start }, inner === '' ? ', ' : `,${inner}`)
    else edits.replace({ start: statement.start, end: call.start }, beginning + inner)
    if (index === steps.length - 1) edits.after(call.end, inner === '' ? '])' : `,${style.eol}${indent}])`)
  })
}
