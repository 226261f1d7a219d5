import { ts } from 'ts-morph'
import type { Comparison, Finding } from './comparison.js'
import { onlyNew } from './only-new.js'
import { withCopies } from './with-copies.js'

/** The errors that a file has after the change and had not before it. A file that does not parse has no other errors. */
export function newErrors(path: string, { analysed, before, after, copied }: Comparison): Finding[] {
  const file = after.getSourceFile(path)
  if (!file) return []
  const syntaxErrors = newOnes(after.getSyntacticDiagnostics(file), () => syntaxErrorsOf(analysed, path))
  if (syntaxErrors.length > 0) return syntaxErrors.map((error) => findingOf('does-not-parse', error))
  const typeErrors = newOnes(typeErrorsIn(after, file), () => withCopies(typeErrorsOf(before(), path), ({ start }) => start, copied.get(path)))
  return typeErrors.filter((error) => !isMissingPackage(error)).map((error) => findingOf('type-error', error))
}

function syntaxErrorsOf(program: ts.Program, path: string): readonly ts.Diagnostic[] {
  const file = program.getSourceFile(path)
  return file ? program.getSyntacticDiagnostics(file) : []
}

function typeErrorsOf(program: ts.Program, path: string): readonly ts.Diagnostic[] {
  const file = program.getSourceFile(path)
  return file ? typeErrorsIn(program, file) : []
}

/** With types of exports that a declaration file cannot spell out, where one is written. */
function typeErrorsIn(program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] {
  const { declaration, composite } = program.getCompilerOptions()
  const isDeclared = (declaration ?? composite) === true && !file.isDeclarationFile
  return [...program.getSemanticDiagnostics(file), ...(isDeclared ? program.getDeclarationDiagnostics(file) : [])]
}

function newOnes(after: readonly ts.Diagnostic[], before: () => readonly ts.Diagnostic[]): ts.Diagnostic[] {
  // Positions move with every edit, so they cannot tell an old error from a new one.
  return after.length === 0 ? [] : onlyNew(after, before(), (error) => `${error.code} ${messageOf(error)}`)
}

/** What a project without its packages installed says of a module that exists: nothing that a change could break. */
function isMissingPackage(error: ts.Diagnostic): boolean {
  const cannotFindModule = [2307, 2792, 7016]
  const cannotFindNodeTypes = [2580, 2591]
  if (cannotFindNodeTypes.includes(error.code)) return true
  return cannotFindModule.includes(error.code) && !/^[^']*'\.{1,2}\//.test(messageOf(error))
}

function findingOf(code: Finding['code'], error: ts.Diagnostic): Finding {
  const { start = 0, length = 0 } = error
  return { code, span: { start, end: start + length }, message: messageOf(error) }
}

function messageOf(error: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(error.messageText, '\n')
}
