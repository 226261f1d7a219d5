import { execFileSync } from 'node:child_process'
import ts from 'typescript'
import { type Files, inFolderOf } from './folder.js'

/** Runs a drive.mjs on a project, whose TypeScript is compiled for it, and returns what it printed. */
export async function runDrive(script: string, files: Files): Promise<string> {
  return inFolderOf(new Map([...files, ...compiled(files)]), (folder) =>
    execFileSync(process.execPath, [script, folder], { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'test' } }).replaceAll(folder, ''),
  )
}

function compiled(files: Files): Files {
  const isModule = files.get('package.json')?.includes('"module"') ?? false
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: isModule ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
    jsx: ts.JsxEmit.React,
    esModuleInterop: true,
  }
  const sources = [...files].filter(([path]) => /(?<!\.d)\.tsx?$/.test(path))
  return new Map(
    sources.map(([path, bytes]) => {
      const { outputText } = ts.transpileModule(bytes.toString(), { fileName: path, compilerOptions })
      return [path.replace(/\.tsx?$/, '.js'), Buffer.from(outputText)]
    }),
  )
}
