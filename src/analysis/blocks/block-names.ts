import { ts } from 'ts-morph'
import type { Scope } from '../function-registry.js'
import type { BlockTools } from './block-tools.js'
import type { Shape } from './shape.js'

/** Gives the functions of each sync module names that read well and are told apart. */
export class BlockNames {
  readonly #taken = new Map<ts.SourceFile, Set<string>>()

  constructor(private readonly tools: BlockTools) {}

  /** A name for a block: that of its function, of its route, or of what it finds. */
  nameFor(shape: Shape, scope: Scope, isOnly: boolean): string {
    const own = this.tools.registry.factOf(scope).name.replace(/Sync$/, '')
    const found = boundName(shape)
    const name = [isOnly ? own : '', isOnly ? routeName(scope) : '', found && `find${capitalized(found)}`, own].find((text) => text && isIdentifier(text))
    return this.#free(name ?? 'queryDatabase', scope.getSourceFile())
  }

  #free(name: string, file: ts.SourceFile): string {
    let taken = this.#taken.get(file)
    if (!taken) this.#taken.set(file, (taken = topLevelNames(file)))
    const own = this.tools.registry.namesIn(file)
    // The function's own name is free, as it stays in the other module.
    const isFunction = [...own.values()].includes(name)
    let free = name
    for (let count = 2; (taken.has(free) && !(isFunction && free === name)) || taken.has(`${free}()`); count++) free = name + String(count)
    taken.add(`${free}()`)
    return free
  }
}

function topLevelNames(file: ts.SourceFile): Set<string> {
  const declared = file.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name?.text ?? []
    const nodes = ts.isVariableStatement(statement) ? statement.declarationList.declarations.map(({ name }) => name) : []
    return nodes.flatMap((name) => [...name.getText().match(/[\w$]+/g) ?? []])
  })
  const imported = file.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => [...importClause?.getText().match(/[\w$]+/g) ?? []])
  return new Set([...imported, ...declared])
}

/** `app.post('/books/:id/pages', …)` → `postBooksPagesById`; a path without a word of its own takes the file's. */
function routeName(scope: Scope): string {
  const { parent } = scope
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return ''
  const [route] = parent.arguments
  if (!route || !ts.isStringLiteralLike(route) || !route.text.startsWith('/')) return ''
  const parts = route.text.split('/').map((part) => part.replace(/[^\w:]/g, ''))
  const words = parts.filter((part) => part !== '' && !part.startsWith(':')).map(capitalized)
  const parameters = parts.filter((part) => part.startsWith(':')).map((part) => `By${capitalized(part.slice(1).replace(/:/g, ''))}`)
  const subject = words.length > 0 ? words.join('') : capitalized(fileWord(scope.getSourceFile()))
  return parent.expression.name.text + subject + parameters.join('')
}

/** `src/routes/work-spaces.ts` → `workSpaces` */
function fileWord(file: ts.SourceFile): string {
  const [, stem = ''] = /([^/]+?)\.[^/]*$/.exec(file.fileName) ?? []
  return stem.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** `const author = …` */
function boundName({ run }: Shape): string | undefined {
  const value = run.at(-1)
  const holder = value && ts.isVariableStatement(value) ? value.declarationList.declarations[0] : value?.parent
  return holder && ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name) ? holder.name.text : undefined
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function isIdentifier(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text) && !/^(delete|new|default|import|export|class|function|return|if|in|for)$/.test(text)
}
