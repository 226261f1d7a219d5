import { ts } from 'ts-morph'
import type { Comparison, Finding } from './comparison.js'
import { isLostPromise, placesToLosePromises, type LostPromise } from '../analysis/promises/lost-promise.js'
import { shortened } from '../analysis/promises/shortened.js'
import type { PromiseLoss } from '../model/promises.js'
import { onlyNew } from './only-new.js'
import { withCopies } from './with-copies.js'

/** The promises that a file loses after the change and did not lose before it. */
export function newLostPromises(path: string, { analysed, after, copied }: Comparison): Finding[] {
  const found = lostIn(after, path, () => true)
  const keys = new Set(found.map(({ key }) => key))
  // Types cost much more than texts, so only what could have been the same is asked for.
  const known = found.length === 0 ? [] : lostIn(analysed, path, (key) => keys.has(key))
  return onlyNew(found, withCopies(known, ({ node }) => node.getStart(), copied.get(path)), ({ key }) => key).map(({ node, loss, text }) => ({
    code: 'floating-promise',
    span: { start: node.getStart(), end: node.end },
    message: `\`${shortened(text)}\` ${sentences[loss]}`,
  }))
}

const sentences: Record<PromiseLoss, string> = {
  dropped: 'is a promise that nothing waits for, and whose rejection nothing handles.',
  condition: 'is a promise, which makes this condition always true.',
  value: 'is a promise, used as if it was the value that it resolves to.',
  'dropped-callback': 'gives a promise that nothing waits for.',
  'test-callback': 'gives a promise, which is always true.',
  'written-out': 'holds a promise, of which `{}` is written.',
  member: 'is a member of what the promise resolves to, not of the promise.',
}

type TextOfPlace = LostPromise & { text: string; key: string }

function lostIn(program: ts.Program, path: string, isWanted: (key: string) => boolean): TextOfPlace[] {
  const file = program.getSourceFile(path)
  if (!file) return []
  return placesToLosePromises(file)
    .map((place) => ({ ...place, text: place.node.getText(file) }))
    .map((place) => ({ ...place, key: `${place.loss} ${what(place).getText(file)}` }))
    .filter((place) => isWanted(place.key) && isLostPromise(place, program.getTypeChecker()))
}
/** A call is the same call with other arguments: a test's callback changes, the promise that `test()` gives was there before. */
function what({ node, loss }: LostPromise): ts.Node {
  const isArgument = loss === 'written-out' || loss === 'dropped-callback' || loss === 'test-callback'
  const call = isArgument ? node.parent : node
  if (!ts.isCallExpression(call)) return node
  // The list before a method's name may change, too: `(await readdir(path)).filter(…)`.
  return isArgument && ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression
}
