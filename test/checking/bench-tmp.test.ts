import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { ts } from 'ts-morph'
import { test } from 'vitest'
import { checkResults } from '../../src/checking/check-results.js'
import { importersOf } from '../../src/checking/importers-of.js'
import { programWith } from '../../src/checking/program-with.js'

const libraries = dirname(createRequire(import.meta.url).resolve('typescript/lib/lib.d.ts'))
const clock = () => { const t = process.cpuUsage(); return (s: string) => console.log(s, Math.round(process.cpuUsage(t).user / 1000), 'ms') }
test('bench', () => {
  const root = '/tmp/skx'
  const cfg = ts.getParsedCommandLineOfConfigFile(root + '/tsconfig.json', {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: console.error })!
  const host = { ...ts.createCompilerHost(cfg.options, true), getDefaultLibLocation: () => libraries, getDefaultLibFileName: () => join(libraries, ts.getDefaultLibFileName(cfg.options)) }
  let c = clock()
  const program = ts.createProgram({ rootNames: cfg.fileNames, options: cfg.options, host })
  c(`create ${program.getSourceFiles().length} files, own ${cfg.fileNames.length}`)
  c = clock(); program.getTypeChecker(); c('analysed checker')
  const files = cfg.fileNames.map(f => relative(root, f)) as any[]
  const project = { root, problems: [], sources: new Map(), units: [{ name: '.', options: cfg.options, files, program }] }
  for (const pick of [files.filter((_, i) => i % Math.floor(files.length / 40) === 0).slice(0, 40), files.filter(f => /p[1-9]\d?\/(index|security|serverroutes|config\/config|tokensecurity|modules)\.ts$/.test(f)).slice(0, 40)]) {
    const results = pick.map(file => ({ file, status: 'changed' as const, before: '', after: "import * as extraOs from 'node:os'; void extraOs\n" + program.getSourceFile(join(root, file))!.text, sha256: '', hasByteOrderMark: false }))
    c = clock(); const imp = importersOf(program, pick.map(f => program.getSourceFile(join(root, f))!)); c(`importers ${imp.size}`)
    const texts = new Map(results.map(r => [join(root, r.file), r.after]))
    c = clock(); const after = programWith(program, texts); c('programWith')
    console.log('reused', after.getSourceFiles().filter(f => program.getSourceFile(f.fileName) === f).length, after.getSourceFiles().length)
    c = clock(); after.getTypeChecker(); c('checker')
    c = clock(); const f = checkResults(project, results); c(`checkResults ${results.length} changed, findings ${f.length}`)
  }
  c = clock(); const all = ts.createProgram({ rootNames: cfg.fileNames, options: cfg.options, host }); const d = ts.getPreEmitDiagnostics(all); c(`whole check ${d.length}`)
}, 600000)
