import { ts } from 'ts-morph'

/** A name for what is passed: `name` for `req.body.name`, `bodyName` where that is taken; `agent` for `agentOf(req)` and `req.get('agent')`. */
export function parameterName(argument: ts.Expression, taken: ReadonlySet<string>): string {
  const words = wordsOf(argument)
  const names = words.map((_, index) => camelCase(words.slice(-index - 1))).filter((name) => /^[a-z_$][\w$]*$/i.test(name))
  const free = names.find((name) => !taken.has(name) && !reserved.has(name))
  if (free !== undefined) return free
  if (words.length === 0 && !taken.has('value')) return 'value'
  for (let count = 2; ; count++) if (!taken.has(`value${String(count)}`)) return `value${String(count)}`
}

function wordsOf(node: ts.Node): string[] {
  if (ts.isIdentifier(node)) return [node.text]
  if (ts.isPropertyAccessExpression(node)) return [...wordsOf(node.expression), node.name.text.replace(/^#/, '')]
  if (ts.isElementAccessExpression(node)) return [...wordsOf(node.expression), ...stringIn(node.argumentExpression)]
  if (ts.isCallExpression(node)) return wordsOfCall(node)
  const isWrapper = ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) || ts.isAsExpression(node)
  return isWrapper ? wordsOf(node.expression) : []
}

/** What a call asks for by a string, else the noun of its callee. */
function wordsOfCall({ expression, arguments: [first, ...others] }: ts.CallExpression): string[] {
  const [key] = first && others.length === 0 ? stringIn(first) : []
  if (key !== undefined) return [key]
  const words = wordsOf(expression)
  const noun = words.pop()?.replace(/Of$/, '').replace(/^(?:get|find|make|create|compute|build|read)([A-Z])/, (_, letter: string) => letter.toLowerCase())
  return noun === undefined ? words : [...words, noun]
}

/** `'x-agent'` → `xAgent` */
function stringIn(node: ts.Node): string[] {
  const key = ts.isStringLiteralLike(node) ? /^[a-z_$][\w$-]*$/i.exec(node.text)?.[0] : undefined
  return key === undefined ? [] : [key.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase())]
}

const reserved = new Set(['default', 'delete', 'class', 'new', 'in', 'for', 'function', 'return', 'import', 'export', 'package', 'public', 'private', 'static', 'enum', 'case', 'with', 'this'])

function camelCase(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')
}
