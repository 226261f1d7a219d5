import { ts } from 'ts-morph'
import { outermost } from '../syntax.js'
import type { FrameworkTools } from './registration.js'

/** `notes.add` for what stands in `router({ notes: router({ add: … }) })`, also where a router between has a name of its own. */
export function placesInObjects(value: ts.Node, tools: FrameworkTools): string[] {
  return placesOf(value, tools, new Set())
}

function placesOf(value: ts.Node, tools: FrameworkTools, above: ReadonlySet<ts.Node>): string[] {
  const node = outermost(value)
  const { parent } = node
  if (above.has(node)) return []
  const seen = new Set([...above, node])
  if (ts.isVariableDeclaration(parent) && parent.initializer === node && ts.isIdentifier(parent.name)) return ofName(parent, parent.name.text, { tools, seen })
  if (!ts.isPropertyAssignment(parent) || parent.initializer !== node) return []
  const name = ts.isStringLiteralLike(parent.name) ? parent.name.text : parent.name.getText()
  return below(parent.parent, name, { tools, seen })
}

interface Context {
  tools: FrameworkTools
  seen: ReadonlySet<ts.Node>
}

/** An object goes on in the call that it is handed to, or stands in an object itself. */
function below(object: ts.ObjectLiteralExpression, name: string, { tools, seen }: Context): string[] {
  const { parent } = outermost(object)
  const outer = placesOf(ts.isCallExpression(parent) && parent.arguments.some((argument) => argument === outermost(object)) ? parent : object, tools, seen)
  return outer.length === 0 ? [name] : outer.map((place) => `${place}.${name}`)
}

function ofName(declaration: ts.Declaration, name: string, { tools, seen }: Context): string[] {
  const places = tools.index.occurrences(name).flatMap((occurrence) => {
    if (occurrence.parent === declaration || !tools.symbols.declarationsAt(occurrence).includes(declaration)) return []
    const { parent } = occurrence
    return ts.isShorthandPropertyAssignment(parent) ? below(parent.parent, name, { tools, seen }) : placesOf(occurrence, tools, seen)
  })
  return [...new Set(places)]
}
