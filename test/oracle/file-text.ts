import { withoutMarks } from './marks.js'
import type { Language, Style } from './model.js'
import type { Names } from './names.js'
import type { Entry } from './scope.js'

/** What all files of a program have in common. */
export interface Habits {
  language: Language
  style: Style
  names: Names
}

/** A file in the making: its text, and what that needs from other modules. */
export class FileText {
  readonly #exported = new Set<string>()
  readonly #imports = new Map<string, Map<string, string>>()
  readonly #items: string[] = []
  readonly #modules = new Map<string, Set<string>>()
  readonly #log = new Set<string>()

  constructor(readonly name: string, private readonly habits: Habits) {}

  add(item: string): void {
    this.#items.push(item)
  }

  /** Notes what was declared; members of `exports` are exported where they stand. */
  exports(declared: readonly Entry[]): void {
    for (const { name, spelled } of declared) if (!spelled.startsWith('exports.')) this.#exported.add(name)
  }

  log(name: string): string {
    this.#log.add(name)
    return name
  }

  /** A member of a module of Node.js: `fs.readFileSync`, as the program's style spells it. */
  builtIn(member: string): string {
    const [module = '', name = ''] = member.split('.')
    const names = this.#modules.get(module) ?? new Set()
    this.#modules.set(module, names.add(name))
    return this.habits.style.fs === 'named' ? name : member
  }

  /** The name that another file's export has here. */
  local(file: string, name: string): string {
    const { style, names } = this.habits
    const imports = this.#imports.get(file) ?? new Map<string, string>()
    this.#imports.set(file, imports)
    const local = imports.get(name) ?? (style.imports === 'renamed' ? `${name}From${names.fresh('')}` : name)
    imports.set(name, local)
    return style.imports === 'namespace' ? `${this.#namespace(file)}.${name}` : local
  }

  /** The modules that are imported, with the names. */
  imports(): Map<string, string[]> {
    return new Map([...this.#imports].map(([file, names]) => [file, [...names.keys()]]))
  }

  /** `through` is a barrel that all imports come from. */
  text(through?: string): string {
    return [...this.#importLines(through), '', ...this.#items.flatMap((item) => [item, '']), ...this.#exportLines()].join('\n').trimEnd() + '\n'
  }

  #importLines(through?: string): string[] {
    const log = this.#log.size > 0 ? [this.#import('./log', `{ ${[...this.#log].join(', ')} }`)] : []
    return [...this.#builtInLines(), ...log, ...this.#ownImports(through)]
  }

  #builtInLines(): string[] {
    const { style, language } = this.habits
    return [...this.#modules].map(([module, names]) => {
      const specifier = style.nodePrefix ? `node:${module}` : module
      if (style.fs === 'named') return this.#import(specifier, `{ ${[...names].join(', ')} }`)
      return this.#import(specifier, language !== 'commonjs' && style.fs === 'namespace' ? `* as ${module}` : module)
    })
  }

  #ownImports(through?: string): string[] {
    const { style, language } = this.habits
    const separator = language === 'commonjs' ? ': ' : ' as '
    const spelled = (names: Map<string, string>) => [...names].map(([name, local]) => (name === local ? name : `${name}${separator}${local}`)).join(', ')
    return [...this.#imports].map(([file, names]) => {
      const namespace = language === 'commonjs' ? this.#namespace(file) : `* as ${this.#namespace(file)}`
      return this.#import(`./${through ?? file}`, style.imports === 'namespace' ? namespace : `{ ${spelled(names)} }`)
    })
  }

  #import(module: string, what: string): string {
    const { language, style } = this.habits
    const end = style.semicolons ? ';' : ''
    if (language === 'commonjs') return `const ${what} = require('${module}')${end}`
    return `import ${what} from '${module.startsWith('./') ? `${module}.js` : module}'${end}`
  }

  #exportLines(): string[] {
    const { language, style: { exports, semicolons } } = this.habits
    const end = semicolons ? ';' : ''
    if (this.#exported.size === 0 || (language !== 'commonjs' && exports === 'inline')) return []
    if (language !== 'commonjs') return exports === 'list' ? [`export { ${[...this.#exported].join(', ')} }${end}`] : [...this.#exported].map((name) => `export { ${name} }${end}`)
    const assignsMembers = this.#items.some((item) => withoutMarks(item).startsWith('exports.'))
    if (assignsMembers || exports === 'single') return [...this.#exported].map((name) => `exports.${name} = ${name}${end}`)
    if (exports === 'inline') return [...this.#exported].map((name) => `module.exports.${name} = ${name}${end}`)
    return [`module.exports = { ${[...this.#exported].join(', ')} }${end}`]
  }

  #namespace(file: string): string {
    return `${file}Module`
  }
}
