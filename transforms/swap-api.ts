// before: const text = fs.readFileSync(path, 'utf8')
// after:  const text = fs.promises.readFile(path, 'utf8')

import type { Span } from '../src/model/ids.js'
import { isAwaited, pickedProperty } from './await-call.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { quoted } from './style.js'
import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'
import { ownImportIn } from './import-bindings.js'
import { specifierOf } from './specifier.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

type Swap = ChangeOf<'swap-api'>

/** Replaces the callee of a blocking API's call, and brings in what the new callee needs. */
export function swapApi(change: Swap, file: FileRewrite): void {
  const { target } = change
  switch (target.via) {
    case 'helper':
      release(change.object ?? change.callee, file)
      file.edits.replace(change.callee, file.parts.helpers.use(target.helper, importedName(change, file)))
      break
    case 'promises':
      swapName(change, { member: `promises.${target.name}`, module: `${change.module}/promises` }, file)
      break
    case 'timer':
      startTimer(change, file)
      break
    case 'method':
      swapName(change, { member: target.name, module: change.module }, file)
      break
    case 'promisify':
      swapName(change, { member: target.name, module: change.module }, file)
      promisify(change, target.extraArguments ?? [], file)
      break
    case 'owner':
      if (change.object) takeOwner(change, file)
      else importOwner(change, file)
      if (target.promisify) promisify(change, [], file)
  }
}

/** `glob.sync(p)` → `glob(p)` */
function takeOwner({ callee: span }: Swap, { tree, edits }: FileRewrite): void {
  const callee = tree.node(span, 'MemberExpression', 'OptionalMemberExpression')
  if (callee.has('optional')) throw new UnsupportedRewrite('What an optional chain goes through cannot be called in its place.', callee)
  edits.replace(propertyOf(callee, tree), '')
}

/** `import { sync } from 'find-up'`, `sync(p)` → `import findUp from 'find-up'`, `findUp(p)` */
function importOwner(change: Swap, file: FileRewrite): void {
  release(change.callee, file)
  file.edits.replace(change.callee, file.parts.imports.want({ module: change.module, name: '*', insteadOf: importedName(change, file) }))
}

/** `Atomics.wait(array, 0, 0, ms)` → `setTimeout(ms)`; with what `wait` gives, where that is used. */
function startTimer({ call: span, callee }: Swap, { tree, edits, parts }: FileRewrite): void {
  const call = tree.call(span)
  const [array, , , timeout] = call.list('arguments')
  if (!array || !timeout) throw new UnsupportedRewrite('This wait has no timeout.', call)
  const user = isAwaited(call) ? call.parent?.parent : call.parent
  edits.replace(callee, parts.imports.want({ module: 'timers/promises', name: 'setTimeout' }))
  edits.discard({ start: array.start, end: timeout.start }, '')
  if (!user?.is('ExpressionStatement')) edits.close(timeout, `, ${quoted('timed-out', parts.style)}`)
}

/** `fs.readFileSync` keeps its object's text; a bare name is imported. */
function swapName(change: Swap, to: { member: string; module: string }, file: FileRewrite): void {
  if (change.object) {
    replaceProperty(change.callee, { name: to.member, object: change.object }, file)
    return
  }
  release(change.callee, file)
  const name = to.member.replace('promises.', '')
  const module = specifierFor(to.module, change, file)
  const isHere = module === undefined
  const request = { module: module ?? '', name, near: module?.startsWith('.') ? module : change.module, insteadOf: importedName(change, file) }
  file.edits.replace(change.callee, isHere ? name : file.parts.imports.want(request))
}

/**
 * How the file imports a module: a package by the name, or the part of it, from which the old name comes. One of the project,
 * which is known by its path, has another name in each file, and none in itself.
 */
function specifierFor(module: string, { callee }: Swap, { tree, parts }: FileRewrite): string | undefined {
  const source = parts.imports.sourceOf(tree.text(callee))
  if (!module.startsWith('.')) return source?.startsWith(`${module}/`) ? source : module
  const path = module.replace('./', '')
  if (path === tree.file) return undefined
  return specifierOf(path, { from: tree.file, like: source ?? ownImportIn(tree) ?? './module.js' })
}

function importedName({ object, callee }: Swap, { tree }: FileRewrite): string | undefined {
  return object ? undefined : rootOf(callee, tree)?.string('name') ?? tree.text(callee)
}

/** `fs['readFileSync']` → `fs.promises.readFile`; the name comes to the object's line, unless a comment is between them. */
function replaceProperty(callee: Span, { name, object }: { name: string; object: Span }, { tree, edits }: FileRewrite): void {
  const outer = tree.node(callee, 'MemberExpression', 'OptionalMemberExpression')
  const member = memberOf(outer, object)
  edits.replace({ ...propertyOf(member, tree), end: outer.end }, linkOf(member) + name)
}

/** The access by which the object is read itself: `fs.realpathSync` in `fs.realpathSync.native`. */
function memberOf(access: SyntaxNode, object: Span): SyntaxNode {
  const inner = access.child('object')
  return inner?.is('MemberExpression', 'OptionalMemberExpression') && object.end < inner.end ? memberOf(inner, object) : access
}

function linkOf(member: SyntaxNode): '?.' | '.' {
  return member.has('optional') ? '?.' : '.'
}

/** What follows the object, with the space and the lines in between, unless a comment is there. */
function propertyOf(member: SyntaxNode, tree: SyntaxTree): Span {
  const link = linkOf(member)
  const oldLink = member.has('computed') && link === '.' ? '[' : link
  const { start } = tree.tokenFrom(member.child('object')?.end ?? member.start, oldLink)
  const objectEnd = tree.tokenBefore(start)?.end ?? start
  const hasComment = tree.commentsIn({ start: objectEnd, end: start }).length > 0
  return { start: hasComment ? start : objectEnd, end: member.end }
}

function promisify(change: Swap, extraArguments: string[], file: FileRewrite): void {
  const { tree, edits, parts } = file
  const call = tree.call(change.call)
  if (call.is('OptionalCallExpression')) throw new UnsupportedRewrite('An optional call cannot go through promisify.', call)
  edits.open(change.callee, `${parts.imports.want({ module: 'util', name: 'promisify', near: change.module })}(`)
  edits.close(change.callee, ')')
  appendArguments(call, extraArguments, file)
  const pick = pickedProperty(call, file)
  if (pick && (isAwaited(call) || !file.awaits(call))) edits.close(call, `.then(({ ${pick} }) => ${pick})`)
}

function appendArguments(call: SyntaxNode, added: string[], { tree, edits }: FileRewrite): void {
  if (added.length === 0) return
  const last = call.list('arguments').at(-1)
  const end = tree.tokenBefore(call.end)?.start ?? call.end
  const comma = tree.tokenBefore(end)
  // Ahead of the closing parenthesis, since the last argument may be in parentheses of its own.
  if (last) edits.after(comma?.text === ',' ? comma.start : comma?.end ?? end, `, ${added.join(', ')}`)
  else edits.after(end, added.join(', '))
}

/** The name or object that the old callee went through loses a reference, unless a twin's original keeps it. */
function release(reference: Span, file: FileRewrite): void {
  const name = rootOf(reference, file.tree)?.string('name')
  if (!file.isCopy && name !== undefined) file.parts.imports.release(name)
}

/** The name that an access starts with: `realpathSync` in `realpathSync.native`. */
function rootOf(reference: Span, tree: FileRewrite['tree']): SyntaxNode | undefined {
  let [node] = tree.at(reference)
  while (node?.is('MemberExpression')) node = node.child('object')
  return node?.is('Identifier') ? node : undefined
}
