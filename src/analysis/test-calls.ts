import { ts } from 'ts-morph'
import type { ApiOrigins } from './api-origin.js'
import type { Symbols } from './symbols.js'
import { requiredModule } from './syntax.js'
import { globalFramework, type TestFramework, testFrameworks } from './test-frameworks/index.js'

/** A function of a test framework that a call runs: `['test', 'only']`, of what is imported or of the `t` that a test is given. */
export interface TestFunction {
  framework: TestFramework
  path: readonly string[]
  /** It is a member of the `t` of the test around it. */
  isOfContext: boolean
}

/** Tells which function of a test framework a callee denotes: by its import, by the test that hands it out, or as a global. */
export class TestCalls {
  constructor(private readonly symbols: Symbols, private readonly origins: ApiOrigins) {}

  functionAt(callee: ts.Expression): TestFunction | undefined {
    const { root, members } = pathOf(callee)
    const origin = this.origins.of(root)
    if (origin) {
      const framework = testFrameworks.find(({ modules }) => modules.includes(origin.module))
      return framework && { framework, path: fullPath(framework, [...origin.path, ...members]), isOfContext: false }
    }
    if (!ts.isIdentifier(root)) return undefined
    const framework = this.#frameworkOfContext(root)
    if (framework) return { framework, path: members, isOfContext: true }
    return this.#mayBeGlobal(root) ? { framework: globalFramework, path: [root.text, ...members], isOfContext: false } : undefined
  }

  /** A global, or what a library made of one: `const test = suite('files')`. */
  #mayBeGlobal(name: ts.Identifier): boolean {
    const { runners, collectors } = globalFramework
    if (!runners.includes(name.text) && !collectors.includes(name.text)) return false
    return this.symbols.declarationsAt(name).every((declaration) => ts.isVariableDeclaration(declaration) || declaration.getSourceFile().isDeclarationFile)
  }

  /** The framework whose test hands out this name: the `t` of `test('…', (t) => …)`. */
  #frameworkOfContext(name: ts.Identifier): TestFramework | undefined {
    for (const declaration of this.symbols.declarationsAt(name)) {
      if (!ts.isParameter(declaration) || declaration.parent.parameters[0] !== declaration) continue
      const { parent } = declaration.parent
      if (!ts.isCallExpression(parent)) continue
      const outer = this.functionAt(parent.expression)
      if (outer && isRunner(outer)) return outer.framework
    }
    return undefined
  }
}

/** Whether a function waits for the promise of its callback. */
export function isRunner({ framework, path }: TestFunction): boolean {
  return path.some((name) => framework.runners.includes(name)) && !isCollector({ framework, path })
}

/** Whether a function's callback has to declare its tests at once. */
export function isCollector({ framework, path }: Pick<TestFunction, 'framework' | 'path'>): boolean {
  return path.some((name) => framework.collectors.includes(name))
}

function fullPath({ callable }: TestFramework, path: readonly string[]): readonly string[] {
  return callable !== undefined && path.every((name) => modifiers.has(name)) ? [callable, ...path] : path
}

/** Members that give the same function again, or one that takes a table first. */
const modifiers = new Set(['only', 'skip', 'todo', 'serial', 'concurrent', 'failing', 'fails', 'each', 'for', 'cb'])

/** `it.each(table)` → `it`, `each`. */
function pathOf(callee: ts.Expression): { root: ts.Expression; members: string[] } {
  const members: string[] = []
  let node = callee
  for (;;) {
    if (ts.isPropertyAccessExpression(node)) {
      members.unshift(node.name.text)
      node = node.expression
    } else if (ts.isTaggedTemplateExpression(node)) {
      node = node.tag
    } else if (ts.isCallExpression(node) && !requiredModule(node)) {
      node = node.expression
    } else {
      return { root: node, members }
    }
  }
}
