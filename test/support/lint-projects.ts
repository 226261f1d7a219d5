import { join } from 'node:path'
import { Linter } from 'eslint'
import ts from 'typescript'
import tseslint from 'typescript-eslint'

/** What a rule says of a line of a file. */
export interface LintFinding {
  file: string
  line: number
  rule: string
  message: string
}

/**
 * Asks typescript-eslint about promises in all files of a folder, whatever its projects' own settings. One program
 * holds them all, JavaScript with its types as well: a program for each project would parse the libraries each time.
 */
export class PromiseLinter {
  readonly #linter = new Linter({ cwd: '/' })
  readonly #program: ts.Program

  constructor(private readonly folder: string, files: readonly string[]) {
    this.#program = ts.createProgram(files.map((file) => join(folder, file)), options)
  }

  findingsIn(file: string): LintFinding[] {
    const path = join(this.folder, file)
    const text = this.#program.getSourceFile(path)?.text
    if (text === undefined) throw new Error(`${file} is not in the program.`)
    const messages = this.#linter.verify(text, this.#config(), { filename: path })
    return messages.map(({ line, ruleId, message }) => ({ file, line, rule: ruleId ?? 'does-not-parse', message }))
  }

  #config(): Linter.Config {
    return {
      files: ['**/*.{js,jsx,cjs,mjs,ts,tsx,cts,mts}'],
      languageOptions: { parser: tseslint.parser, parserOptions: { programs: [this.#program] } },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      plugins: { '@typescript-eslint': tseslint.plugin },
      rules,
    }
  }
}

const rules: Linter.RulesRecord = {
  'no-async-promise-executor': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/require-await': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
}

const options: ts.CompilerOptions = {
  allowJs: true,
  checkJs: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  types: ['node'],
}
