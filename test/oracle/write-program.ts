import { FileText, type Habits } from './file-text.js'
import { logModule } from './log-module.js'
import { markOf } from './marks.js'
import type { Program } from './model.js'
import { Names } from './names.js'
import { Scope } from './scope.js'
import { NodeWriter } from './write-node.js'

/** Writes a program's files, by their names; `marked` with a mark where each node of the grammar starts. */
export function writeProgram({ language, style, items, main }: Program, marked?: 'marked'): Map<string, string> {
  const habits: Habits = { language, style, names: new Names(style.trickyNames) }
  const writer = marked ? new NodeWriter(habits, markOf) : new NodeWriter(habits)
  const files = ['lib0', 'lib1', 'lib2', 'main'].map((name) => new FileText(name, habits))
  let scope = new Scope()
  const ordered = [...items.toSorted((a, b) => a.file - b.file).map((item) => ({ ...item, sort: 'item' })), { file: 3, node: main, sort: 'main' }]
  for (const { file: index, node, sort } of ordered) {
    const file = files[index]
    if (!file) throw new Error(`There is no file ${String(index)}.`)
    const { text, declared } = writer.write(node, sort, { file, scope, isTopLevel: true })
    file.add(writer.statement(text))
    file.exports(declared)
    scope = scope.with(declared)
  }
  const mainFile = files.at(-1)
  const barrel = style.barrel && mainFile && mainFile.imports().size > 0 ? barrelFor(mainFile.imports(), habits) : undefined
  const extension = language === 'typescript' ? 'ts' : 'js'
  const texts = files.map((file): [string, string] => [file.name, file.text(barrel !== undefined && file === mainFile ? 'barrel' : undefined)])
  const all: [string, string][] = [...texts.filter(([, text]) => text.trim() !== ''), ['log', logModule(language)], ...(barrel === undefined ? [] : [['barrel', barrel] as [string, string]])]
  return new Map(all.map(([name, text]) => [`${name}.${extension}`, text]))
}

function barrelFor(imports: Map<string, string[]>, { language, style }: Habits): string {
  const names = [...imports].flatMap(([file, exported]) => exported.map((name) => ({ file, name })))
  const isWhole = style.imports === 'namespace'
  if (language === 'commonjs') {
    const members = isWhole ? [...imports.keys()].map((file) => `...require('./${file}')`) : names.map(({ file, name }) => `${name}: require('./${file}').${name}`)
    return `module.exports = { ${members.join(', ')} }\n`
  }
  const lines = isWhole ? [...imports.keys()].map((file) => `export * from './${file}.js'`) : names.map(({ file, name }) => `export { ${name} } from './${file}.js'`)
  return `${lines.join('\n')}\n`
}
