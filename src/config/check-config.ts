import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type SchemaObject } from 'ajv/dist/2020.js'
import { packageRoot } from '../package-root.js'
import { UsageError } from '../usage-error.js'
import { keyPath } from './key-path.js'
import { nearestOf } from './nearest-of.js'
import type { UnblockConfig } from './unblock-config.js'

/** A configuration that says nothing unknown and nothing of the wrong kind; else a UsageError tells all that is wrong with it. */
export function checkConfig(value: unknown, file: string): UnblockConfig {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true, verbose: true })
  const validate = ajv.compile<UnblockConfig>(readSchema())
  if (validate(value)) return value
  const sentences = new Map((validate.errors ?? []).filter(saysSomething).reverse().map((error) => [subjectOf(error), describe(error)]))
  throw new UsageError([`${file} says what unblock does not understand:`, ...[...sentences.values()].reverse().map((sentence) => `  ${sentence}`)].join('\n'))
}

function readSchema(): SchemaObject {
  const schema: unknown = JSON.parse(readFileSync(new URL('docs/config.schema.json', packageRoot()), 'utf8'))
  if (typeof schema !== 'object') throw new Error('docs/config.schema.json is no schema')
  return { ...schema }
}

/** These only say that something below them is wrong. */
function saysSomething({ keyword }: ErrorObject): boolean {
  return keyword !== 'if' && keyword !== 'propertyNames'
}

/** One sentence for each value, and for each key that is unknown or missing. */
function subjectOf({ instancePath, params }: ErrorObject): string {
  return [instancePath, params['additionalProperty'], params['missingProperty']].join(' ')
}

function describe({ keyword, instancePath, params, parentSchema, data, propertyName }: ErrorObject): string {
  const at = keyPath(instancePath)
  if (propertyName !== undefined) return `${at} has an empty key.`
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty'])
      return `${keyPath(instancePath, key)} is no known key. ${nearestOf(key, keysOf(parentSchema?.['properties']))}`
    }
    case 'required':
      return `${at} lacks \`${String(params['missingProperty'])}\`: it has to be ${String(parentSchema?.['description'])}.`
    case 'dependentRequired':
      return `${at} has \`${String(params['property'])}\` and lacks \`${String(params['missingProperty'])}\`.`
    default:
      return `${at} has to be ${String(parentSchema?.['description'])}, and is ${shown(data)}.`
  }
}

function shown(value: unknown): string {
  const text = value === undefined || typeof value === 'function' ? typeof value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}
