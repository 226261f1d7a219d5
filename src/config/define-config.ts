import type { UnblockConfig } from './unblock-config.js'

/** Gives a configuration as it is: its only use is that editors and compilers know its type. */
export function defineConfig(config: UnblockConfig): UnblockConfig {
  return config
}
