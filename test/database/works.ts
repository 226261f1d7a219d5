import { ts } from 'ts-morph'
import { UnitAnalysis } from '../../src/analysis/analyze.js'
import type { DatabaseWork } from '../../src/analysis/database/database-work.js'
import { loadProject } from '../../src/analysis/load-project.js'
import { builtInDrivers } from '../../src/drivers/index.js'
import { temporaryFolder } from '../apply/temporary-folder.js'

/** What is found in a project of these files, in lines that a person can read. */
export interface FoundWork {
  /** `users.js#find: db.prepare(sql).get(id)` */
  points: string[]
  work: DatabaseWork | undefined
}

/** Finds the database work of a small project without installed packages. */
export function workIn(files: Record<string, string>): FoundWork {
  const project = loadProject({ cwd: temporaryFolder({ 'package.json': '{}', ...files }) })
  const works = project.units.map((unit) => new UnitAnalysis(project, unit, { rules: [], drivers: builtInDrivers }).databaseWork).filter((work) => work !== undefined)
  const nameOf = (file: ts.SourceFile): string => file.fileName.slice(project.root.length + 1)
  const points = works.flatMap(({ points: all }) => [...all].flatMap(([scope, own]) => own.map((point) => {
    const name = ts.isFunctionLike(scope) ? ts.getNameOfDeclaration(scope)?.getText() ?? '' : ''
    const target = point.target ? ` -> ${point.target.module} ${point.target.path.join('.')}` : ''
    const stuck = point.stuck ? ` stuck: ${point.stuck.reason}` : ''
    return `${nameOf(scope.getSourceFile())}#${name}: ${point.effect} ${oneLine(point.call)}${target}${stuck}`
  })))
  return { points: points.sort(), work: works[0] }
}

function oneLine(node: ts.Node): string {
  return node.getText().replace(/\s+/g, ' ')
}
