// export function postBook(title: string) {
//   const author = db.prepare('…').get(title)
//   …
// }

import { applyEdits } from '../src/apply/apply-edits.js'
import type { BlockNeed } from '../src/model/database.js'
import type { FileFact } from '../src/model/facts.js'
import type { BuiltObject, MovedBlock } from '../src/model/plan.js'
import { findImportBindings, type ImportBinding, ownImportIn } from './import-bindings.js'
import { movedFunction } from './moved-function.js'
import { withComments } from './move-setup.js'
import { languageOf } from './parse-source.js'
import { specifierOf } from './specifier.js'
import { detectStyle, quoted, semicolon, type Style } from './style.js'
import { SyntaxTree } from './syntax-tree.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** What a sync module is written from. */
export interface SyncModule {
  file: string
  /** The file that its functions are moved out of, and its text. */
  from: string
  source: string
  moduleKind: FileFact['moduleKind']
  blocks: readonly MovedBlock[]
  /** What it builds and exports. */
  objects: readonly BuiltObject[]
  /** Its text of an earlier run. */
  existing?: string | undefined
}

/** Writes the module to which blocks of database work move, or extends the one of an earlier run. */
export function syncModuleText(module: SyncModule): string {
  const tree = new SyntaxTree(module.source, module.from)
  const style = detectStyle(tree)
  const isCommonJs = module.moduleKind === 'commonjs' && languageOf(module.file) === 'babylon'
  const needs = [...module.blocks, ...module.objects].flatMap((moved) => moved.needs)
  const exported = isCommonJs ? [] : module.objects.map(({ name }) => name)
  const parts = {
    imports: [...importLines(needs, tree, style), ...ownTypes(needs, module, { tree, style })],
    statements: statementTexts(needs, exported, { tree, style }),
    functions: module.blocks.map((block) => movedFunction(block, { tree, style, isExported: !isCommonJs })),
  }
  const names = [...module.objects, ...module.blocks].map(({ name }) => name)
  if (module.existing !== undefined) return extended(module.existing, { ...parts, names }, { module, style, isCommonJs })
  const heading = tree.program.list('directives').map((directive) => tree.text(directive))
  const exports = isCommonJs ? [exportsLine(names, style)] : []
  const groups = [heading.join(style.eol), parts.imports.join(style.eol), parts.statements.join(style.eol), ...parts.functions, ...exports]
  return groups.filter((group) => group !== '').join(style.eol + style.eol) + style.eol
}

interface Parts {
  imports: string[]
  statements: string[]
  functions: string[]
  names: string[]
}

/** Further imports behind the last one, further functions at the end, nothing twice. */
function extended(existing: string, parts: Parts, { module, style, isCommonJs }: { module: SyncModule; style: Style; isCommonJs: boolean }): string {
  const tree = new SyntaxTree(existing, module.file)
  const known = new Set([...tree.program.descendants()].filter((node) => node.is('FunctionDeclaration')).map((node) => node.child('id')?.string('name')))
  const taken = parts.names.find((name) => known.has(name))
  if (taken !== undefined) throw new UnsupportedRewrite(`${module.file} has a function ${taken} already.`, { start: 0, end: 0 })
  const isNew = (text: string): boolean => !existing.includes(text)
  const { eol } = style
  const lastImport = findImportBindings(tree).filter(({ isTopLevel }) => isTopLevel).map(({ statement }) => statement.end).at(-1)
  const imports = parts.imports.filter(isNew).map((line) => (lastImport === undefined ? line + eol : eol + line)).join('')
  const added = [...parts.statements.filter(isNew), ...parts.functions].map((text) => eol + text + eol).join('')
  const exported = isCommonJs ? /module\.exports = \{([^}]*?),?\s*\};?\s*$/.exec(existing) : undefined
  if (isCommonJs && !exported) throw new UnsupportedRewrite(`${module.file} exports in another way than this tool writes it.`, { start: 0, end: 0 })
  const names = [...(exported?.[1] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''), ...parts.names]
  const end = exported ? exported.index : existing.length
  return applyEdits(existing, [
    { start: lastImport ?? 0, end: lastImport ?? 0, text: imports },
    { start: end, end: existing.length, text: exported ? `${added.slice(eol.length)}${eol}${exportsLine(names, style)}${eol}` : added },
  ].filter(({ start, end: to, text }) => text !== '' || to > start))
}

function exportsLine(names: readonly string[], style: Style): string {
  const line = `module.exports = { ${names.join(', ')} }${semicolon(style)}`
  return line.length <= 100 ? line : ['module.exports = {', ...names.map((name) => `${style.indent}${name},`), `}${semicolon(style)}`].join(style.eol)
}

function importLines(needs: readonly BlockNeed[], tree: SyntaxTree, style: Style): string[] {
  const wanted = needs.filter((need) => need.kind === 'import')
  const values = new Set(wanted.filter(({ isType }) => !isType).map(({ name }) => name))
  const names = new Set(wanted.map(({ name }) => name))
  const bindings = findImportBindings(tree).filter(({ isTopLevel, local }) => isTopLevel && names.has(local))
  const statements = new Set(bindings.map(({ statement }) => statement))
  return [...statements].flatMap((statement) => {
    const own = bindings.filter((binding) => binding.statement === statement)
    const types = own.filter((binding) => binding.isType || !values.has(binding.local))
    const others = own.filter((binding) => !types.includes(binding))
    return [
      ...(others.length > 0 ? [importLine(others, { tree, style, isType: false })] : []),
      ...(types.length > 0 ? [importLine(types, { tree, style, isType: true })] : []),
    ]
  })
}

function importLine(bindings: readonly ImportBinding[], { tree, style, isType }: { tree: SyntaxTree; style: Style; isType: boolean }): string {
  const [first] = bindings
  const source = quoted(first?.source ?? '', style)
  const end = semicolon(style)
  if (first?.statement.is('TSImportEqualsDeclaration')) return tree.text(first.statement)
  const named = bindings.filter(({ imported, element }) => imported !== '*' && !element.is('ImportDefaultSpecifier'))
  const whole = bindings.filter((binding) => !named.includes(binding)).map(({ element, local }) => (element.is('VariableDeclarator') ? local : tree.text(element)))
  if (!first?.statement.is('ImportDeclaration')) {
    const list = named.map(({ element }) => tree.text(element)).join(', ')
    return [...whole, ...(list === '' ? [] : [`{ ${list} }`])].map((pattern) => `const ${pattern} = require(${source})${end}`).join(style.eol)
  }
  const list = named.map(({ element }) => tree.text(element).replace(/^type\s+/, '')).join(', ')
  const names = [...whole, ...(list === '' ? [] : [`{ ${list} }`])].join(', ')
  return `import ${isType ? 'type ' : ''}${names} from ${source}${end}`
}

function ownTypes(needs: readonly BlockNeed[], { file, from }: SyncModule, { tree, style }: { tree: SyntaxTree; style: Style }): string[] {
  const names = [...new Set(needs.flatMap((need) => (need.kind === 'own-type' ? [need.name] : [])))]
  const like = ownImportIn(tree) ?? './module.js'
  return names.length === 0 ? [] : [`import type { ${names.join(', ')} } from ${quoted(specifierOf(from, { from: file, like }), style)}${semicolon(style)}`]
}

/** The statements of the top level that come along, each once, with the comments above them. */
function statementTexts(needs: readonly BlockNeed[], exported: readonly string[], { tree, style: { eol } }: { tree: SyntaxTree; style: Style }): string[] {
  const statements = new Map(needs.flatMap((need) => (need.kind === 'statement' ? [[need.statement.start, need] as const] : [])))
  return [...statements.values()].sort((a, b) => a.statement.start - b.statement.start).map(({ statement: { start, end }, names }, index) => {
    const first = withComments(start, tree)
    const isApart = index > 0 && /\n[ \t]*\r?\n[ \t]*$/.test(tree.source.slice(0, first))
    const isExported = names.some((name) => exported.includes(name))
    return (isApart ? eol : '') + tree.text({ start: first, end: start }) + (isExported ? 'export ' : '') + tree.text({ start, end })
  })
}
