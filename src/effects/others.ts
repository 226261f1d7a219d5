import type { EffectTable } from '../model/effects.js'
import { calls } from './calls.js'

const harmless = [
  'assert', 'async_hooks', 'buffer', 'crypto', 'diagnostics_channel', 'events', 'module', 'os', 'path', 'perf_hooks', 'punycode', 'querystring', 'stream', 'string_decoder', 'test',
  'tty', 'url', 'util', 'v8', 'zlib', 'lodash', 'lodash-es', 'ramda', 'underscore', 'uuid', 'nanoid', 'zod', 'joi', 'yup', 'ajv', 'date-fns', 'dayjs', 'moment', 'luxon', 'chalk',
  'picocolors', 'bcrypt', 'bcryptjs', 'jsonwebtoken', 'validator', 'ms', 'semver', 'yaml', 'js-yaml', 'qs', 'slugify', 'mime', 'mime-types', 'marked', 'handlebars', 'ejs', 'mustache',
  'p-limit', 'p-map', 'p-queue', 'clsx', 'immer', 'class-validator', 'class-transformer', 'escape-html', 'sanitize-html', 'deepmerge', 'fast-deep-equal',
]

/** Other programs, the end of this one, timers, logs, and packages that only compute. */
export const otherEffects: readonly EffectTable[] = [
  {
    modules: ['child_process', 'execa', 'cross-spawn', 'zx', 'nano-spawn', 'tinyexec'],
    kind: 'process',
    calls: calls({
      command: 'exec execSync execFile execFileSync spawn spawnSync execa execaSync execaCommand x sync $', unknown: 'fork execaNode', write: 'kill', none: 'promisify on once',
    }),
    otherwise: 'none', itself: 'command', resource: 'first-argument',
  },
  { modules: ['process'], kind: 'exit', calls: calls({ write: 'exit abort reallyExit' }), otherwise: 'none', resource: 'first-argument' },
  { modules: ['process'], kind: 'process', calls: calls({ write: 'kill send' }), otherwise: 'none', resource: 'first-argument' },
  { modules: ['process'], kind: 'shared-state', calls: calls({ write: 'chdir umask setuid setgid' }), otherwise: 'none', resource: 'receiver' },
  {
    modules: ['timers'], kind: 'timer', otherwise: 'none', resource: 'first-argument',
    calls: calls({ write: 'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate wait yield' }),
  },
  { modules: ['console', 'winston', 'pino', 'bunyan', 'log4js', 'debug', 'signale', 'loglevel', 'consola'], kind: 'log', calls: {}, otherwise: 'write', itself: 'write', resource: 'receiver' },
  { modules: harmless, kind: 'log', calls: {}, otherwise: 'none', itself: 'none', resource: 'receiver' },
]
