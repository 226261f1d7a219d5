import { ts } from 'ts-morph'
import { memberValues, resolveObjects } from '../resolve-objects.js'
import type { DecoratorForm, Framework } from './framework.js'
import { joinPaths, pathsIn } from './paths.js'
import { type Found, type FrameworkTools, routeText } from './registration.js'

/** Finds the methods with a decorator of a framework: `@Get(':id') show() {}`. */
export function foundByDecorator(framework: Framework, tools: FrameworkTools): Found[] {
  return (framework.decorators ?? []).flatMap((form) => form.names.flatMap((name) => {
    return tools.index.occurrences(name).flatMap((occurrence) => foundAt(occurrence, { framework, form, tools }))
  }))
}

function foundAt(occurrence: ts.Node, { framework, form, tools }: { framework: Framework; form: DecoratorForm; tools: FrameworkTools }): Found[] {
  const call = occurrence.parent
  if (!ts.isIdentifier(occurrence) || !ts.isCallExpression(call) || call.expression !== occurrence || !ts.isDecorator(call.parent)) return []
  const node = call.parent.parent
  if (!ts.isMethodDeclaration(node) || !node.body || tools.origins.of(occurrence)?.module !== form.from) return []
  return [{ framework, node, handling: form.handling, routes: form.isRoute ? routesOf(call, node, { form, tools }) : [] }]
}

function routesOf(call: ts.CallExpression, method: ts.MethodDeclaration, { form, tools }: { form: DecoratorForm; tools: FrameworkTools }): string[] {
  const ownPaths = pathsAt(call, tools)
  const paths = prefixesOf(method.parent, form, tools).flatMap((prefix) => ownPaths.map((path) => joinPaths(rooted(prefix), path) || '/'))
  return [routeText(call.expression.getText(), paths.map(rooted))]
}

function prefixesOf(holder: ts.Node, { prefixBy, from }: DecoratorForm, tools: FrameworkTools): string[] {
  const decorators = ts.canHaveDecorators(holder) ? ts.getDecorators(holder) ?? [] : []
  for (const { expression } of decorators) {
    if (!ts.isCallExpression(expression) || expression.expression.getText() !== prefixBy) continue
    if (tools.origins.of(expression.expression)?.module === from) return pathsAt(expression, tools)
  }
  return ['']
}

/** The paths of a decorator: a text, a list of texts, or `{ path: … }`. */
function pathsAt(call: ts.CallExpression, { symbols }: FrameworkTools): string[] {
  const [argument] = call.arguments
  if (!argument) return ['']
  const known = pathsIn(argument, symbols)
  if (known) return known
  const values = resolveObjects(argument, symbols).flatMap((object) => memberValues(object, 'path', symbols))
  const paths = values.flatMap((value) => (ts.isMethodDeclaration(value) ? [] : pathsIn(value, symbols) ?? []))
  return paths.length === 0 ? [''] : paths
}

function rooted(path: string): string {
  return path.startsWith('/') ? path : `/${path}`
}
