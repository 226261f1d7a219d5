import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js'
import pc from 'picocolors'
import { beforeAll, describe, expect, test } from 'vitest'
import { scan } from '../../src/pipeline.js'
import type { ScanOutcome } from '../../src/report/outcome.js'
import { formatScan } from '../../src/report/scan.js'
import { scanToJson } from '../../src/report/scan-json.js'

const repository = path.resolve(import.meta.dirname, '../..')

function schema(name: string): SchemaObject {
  const parsed: unknown = JSON.parse(readFileSync(path.join(repository, 'docs', name), 'utf8'))
  return { ...(typeof parsed === 'object' ? parsed : {}) }
}

describe('a scan of handlers that work on a database', () => {
  let outcome: ScanOutcome
  beforeAll(() => { outcome = scan({ cwd: path.join(repository, 'fixtures/database/object-of-functions/input'), paths: [] }) })

  test('lists its calls with the driver, the method and the way to it', () => {
    const [find, create] = scanToJson(outcome).handlers
    expect(find?.database).toEqual([{
      driver: 'better-sqlite3', method: 'Statement#get', access: 'read', file: 'src/users.ts', line: 10, column: 12, through: [find?.id, 'src/users.ts#find'],
    }])
    expect(create?.database).toMatchObject([{ method: 'Statement#run', access: 'write', file: 'src/users.ts', line: 14 }])
  })

  test('is what the schema says', () => {
    const ajv = new Ajv2020({ strict: true, allErrors: true }).addSchema(schema('convert-json.schema.json')).addSchema(schema('scan-json.schema.json'))
    ajv.validate('scan-json.schema.json', JSON.parse(JSON.stringify(scanToJson(outcome))))
    expect(ajv.errors).toBeNull()
  })

  test('counts them as blocking', () => {
    const text = formatScan(outcome, pc.createColors(false))
    expect(text).toContain('better-sqlite3 Statement#get  src/users.ts:10  through src/users.ts#find')
    expect(text).toContain('2 handlers, of which 2 block.')
  })
})
