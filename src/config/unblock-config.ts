import type { CallEffect, DriverMethod } from '../drivers/driver.js'
import type { CallerPolicy } from '../model/plan.js'
import type { ApiTarget, CallCondition, Effect } from '../model/rules.js'

/** What a project says in its unblock.config file; docs/configuration.md explains each key, docs/config.schema.json checks it. */
export interface UnblockConfig {
  /** Lets editors complete a JSON file. */
  $schema?: string
  /** A tsconfig or a folder, from the configuration's folder on: `--project`. */
  project?: string
  /** What `convert` converts when the command line selects nothing. */
  select?: readonly string[]
  /** Every handler, when the command line selects nothing: `--handlers`. */
  handlers?: boolean
  callers?: CallerPolicy
  /** False leaves test files as they are: `--no-tests`. */
  tests?: boolean
  includeTests?: boolean
  comments?: boolean
  /** False leaves converted handlers unmarked: `--no-guard`. */
  guard?: boolean
  /** Reads that need not wait for one another are started at once: `--parallelize-reads`. */
  parallelizeReads?: boolean
  failOn?: 'blocks' | 'review'
  format?: 'text' | 'json' | 'sarif' | 'md'
  /** By module and function; a module is a package, or a file of the project by its path: `./src/files.ts`. */
  rules?: Readonly<Record<string, Readonly<Record<string, RuleConfig>>>>
  /** By module; false takes no notice of it. */
  drivers?: Readonly<Record<string, DriverConfig | false>>
  /** What functions do, by module and function: `write mail`, `none`. */
  effects?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}

/** The name of the asynchronous function beside the blocking one, or more than that, or no rule at all. */
export type RuleConfig = string | FullRuleConfig | false

export interface FullRuleConfig {
  /** `unknown` if left out. */
  effect?: Effect
  /** The versions of the package that it is for, as package.json would say it: `>=9`. */
  versions?: string
  /** Calls that it is not about, as they are asynchronous already. */
  unless?: readonly CallCondition[]
  target: TargetConfig
  variants?: readonly { when: CallCondition; target: TargetConfig }[]
}

/** The name of another function of the same module or object, or another way to call one. */
export type TargetConfig = string | Exclude<ApiTarget, { via: 'helper' | 'timer' }>

/** A database driver with a synchronous API, or a wrapper of one. */
export interface DriverConfig {
  /** The class of what each exported function or class opens, `default` among them; every class by its own name if left out. */
  connections?: Readonly<Record<string, string | { gives: string; wraps?: true }>>
  classes?: Readonly<Record<string, ClassConfig>>
  /** Exported functions that work on a connection of the module's own. */
  functions?: Readonly<Record<string, MethodConfig>>
}

/** Values that must not leave the thread of their connection; what each key means is told in src/drivers/driver.ts. */
export interface ClassConfig {
  /** Its own name if left out. */
  types?: readonly string[]
  methods: Readonly<Record<string, MethodConfig>>
  members?: Readonly<Record<string, string>>
  otherMethods?: string
  otherMembers?: string
  call?: MethodConfig
  isAwaitable?: true
}

/** What a call does, or that and more. */
export type MethodConfig = CallEffect | DriverMethod
