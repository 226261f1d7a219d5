import type { Access } from '../../model/effects.js'

/** Programs that only look, by their first words. */
const looking = new Set([
  'ls', 'cat', 'head', 'tail', 'which', 'where', 'whoami', 'uname', 'hostname', 'df', 'du', 'ps', 'pwd', 'env', 'date', 'id', 'stat', 'file', 'wc', 'grep', 'rg', 'find', 'tree', 'sort',
  'ffprobe', 'identify', 'lsof', 'netstat', 'uptime', 'sha256sum', 'md5sum', 'ping', 'nslookup', 'dig', 'tasklist',
])
const lookingInGit = new Set([
  'status', 'log', 'show', 'diff', 'rev-parse', 'rev-list', 'ls-files', 'ls-tree', 'ls-remote', 'describe', 'cat-file', 'blame', 'shortlog', 'grep', 'merge-base', 'for-each-ref', 'symbolic-ref',
])
/** Programs that change something, as far as everybody knows. */
const changing = new Set([
  'rm', 'mv', 'cp', 'mkdir', 'rmdir', 'touch', 'chmod', 'chown', 'ln', 'tar', 'zip', 'unzip', 'kill', 'pkill', 'systemctl', 'service', 'apt', 'apt-get', 'brew', 'rsync', 'scp',
  'ffmpeg', 'convert', 'magick', 'pg_dump', 'mysqldump', 'reboot', 'shutdown', 'mount', 'umount', 'dd', 'wget',
])
const changingInGit = new Set([
  'add', 'commit', 'push', 'pull', 'fetch', 'checkout', 'switch', 'merge', 'rebase', 'reset', 'clone', 'init', 'clean', 'restore', 'rm', 'mv', 'cherry-pick', 'revert', 'am', 'apply', 'gc',
])
const packageManagers = /^(npm|pnpm|yarn|bun|pip|pip3|docker|podman)$/
const installing = /^(i|ci|install|add|remove|uninstall|update|upgrade|publish|build|push|pull|run|start|stop|restart|exec|create|kill|compose|up|down|tag)$/

/** What running a command does to the world, as far as its words tell. */
export function commandAccess(command: string): Access {
  const parts = command.split(/&&|\|\||[;|\n]/).map(accessOf)
  if (/[^>]>{1,2}\s*[^&\s>]/.test(command)) return 'write'
  return parts.includes('write') ? 'write' : parts.includes('unknown') ? 'unknown' : 'read'
}

function accessOf(command: string): Access {
  const [program = '', ...words] = command.trim().split(/\s+/).map((word) => word.replace(/^['"]|['"]$/g, ''))
  const name = program.replace(/^.*[/\\]/, '')
  if (words.length === 1 && /^(--version|-v|-V|--help)$/.test(words[0] ?? '')) return 'read'
  const verb = words.find((word) => !word.startsWith('-'))
  if (name === 'git') return verb === undefined ? 'unknown' : lookingInGit.has(verb) ? 'read' : changingInGit.has(verb) ? 'write' : 'unknown'
  if (packageManagers.test(name)) return verb !== undefined && installing.test(verb) ? 'write' : 'unknown'
  return looking.has(name) ? 'read' : changing.has(name) ? 'write' : 'unknown'
}
