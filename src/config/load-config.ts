import { existsSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../usage-error.js'
import { checkConfig } from './check-config.js'
import { findConfig } from './find-config.js'
import { readConfig } from './read-config.js'
import type { UnblockConfig } from './unblock-config.js'

/** A configuration, and the file that says so. */
export interface LoadedConfig {
  file: string
  config: UnblockConfig
}

/** The configuration for a folder: the file that was asked for, or the nearest one; undefined where there is none. */
export async function loadConfig(folder: string, asked?: string): Promise<LoadedConfig | undefined> {
  const file = asked === undefined ? findConfig(folder) : path.resolve(folder, asked)
  if (file === undefined) return undefined
  if (!existsSync(file)) throw new UsageError(`--config: there is no ${file}.`)
  return { file, config: checkConfig(await readConfig(file), file) }
}
