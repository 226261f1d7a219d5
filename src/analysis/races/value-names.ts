import { ts } from 'ts-morph'
import { innermost } from '../syntax.js'

/** What the results of Node's functions are called. */
const ofNode = new Map([
  ['readFileSync', 'text'], ['readdirSync', 'names'], ['statSync', 'stats'], ['lstatSync', 'stats'], ['existsSync', 'isThere'], ['execSync', 'output'], ['execFileSync', 'output'],
])

/** A name for a value that nothing in its file goes by: after the member that is read, or the function that is called. */
export function nameForValue(expression: ts.Expression, write: ts.Node): string {
  const isSum = ts.isBinaryExpression(write) && (write.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken
    || (ts.isBinaryExpression(write.right) && write.right.operatorToken.kind === ts.SyntaxKind.PlusToken))
  const file = expression.getSourceFile().text
  // Members and keys of the same name are no variables.
  const isFree = (name: string): boolean => !new RegExp(`(?<![.\\w$])${name}\\b(?!\\s*:)`).test(file)
  const names = [...namesAfter(innermost(expression)), isSum ? 'more' : 'result', 'value', 'awaited']
  const free = names.find(isFree)
  if (free !== undefined) return free
  let count = 2
  while (!isFree(`result${String(count)}`)) count++
  return `result${String(count)}`
}

function namesAfter(expression: ts.Expression): string[] {
  const node = innermost(ts.isAwaitExpression(expression) ? expression.expression : expression)
  if (ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node.name) ? [node.name.text] : []
  if (!ts.isCallExpression(node)) return []
  const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : node.expression.getText()
  const known = ofNode.get(callee)
  if (known !== undefined) return [known]
  const [, noun = ''] = /^[a-z]+([A-Z]\w*?)(?:Sync)?$/.exec(callee) ?? []
  return noun === '' ? [] : [noun.charAt(0).toLowerCase() + noun.slice(1)]
}
