import type { LocalHelperName } from './local-helpers/index.js'
import type { SyntaxTree } from './syntax-tree.js'

/** What the language of a file's target has of its own, in place of a local helper. */
export type BuiltIns = ReadonlyMap<LocalHelperName, string>

/** `Array.fromAsync`, unless the file has an `Array` of its own. */
export function builtInsOf({ hasArrayFromAsync }: { hasArrayFromAsync?: true }, tree: SyntaxTree): BuiltIns {
  return new Map(hasArrayFromAsync && !declaresArray(tree) ? [['arrayFromAsync', 'Array.fromAsync']] : [])
}

const declaring = ['id', 'local', 'param', 'params', 'left']

function declaresArray({ program }: SyntaxTree): boolean {
  return [...program.descendants()].some((node) => {
    if (!node.is('Identifier') || node.string('name') !== 'Array') return false
    return declaring.includes(node.field) || [...node.ancestors()].some((around) => around.is('ObjectPattern', 'ArrayPattern'))
  })
}
