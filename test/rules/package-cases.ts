/** A call of a package's blocking function, in source text; `scene`'s variables are in scope. */
export interface PackageCase {
  /** The rule's name: `sync`, `glob.sync`, `Glob#walkSync`. */
  name: string
  args: string[]
  /** What of the `result` is the same on every run, where not all of it is. */
  view?: string
  /** The same of an `error`. */
  errorView?: string
  /** Makes the object of which the method is called. */
  on?: string
  /** Runs first: what the call needs. */
  before?: string
  /** The function is called under a name of its own. */
  isAlone?: true
}

/** A package as it is installed here, and calls of it. */
export interface TestedPackage {
  /** The package that rules name, where it is installed under another name. */
  as?: string
  /** It is a function itself. */
  isFunction?: true
  cases: PackageCase[]
}

const missing = 'dir + "/missing"'
const sorted = '[...result].map(String).sort()'
const code = '[error.name, error.code]'

function globs(name: string, extra: Partial<PackageCase> = {}): PackageCase[] {
  return [
    { name, args: ['"**/*"', '{ cwd: dir }'], view: sorted, ...extra },
    { name, args: ['"nothing/*"', '{ cwd: dir }'], view: sorted, ...extra },
    { name, args: ['JSON.parse("7")', '{ cwd: dir }'], view: sorted, errorView: 'error.name', ...extra },
  ]
}

function both(name: string, ...args: string[][]): PackageCase[] {
  return args.map((each) => ({ name, args: each }))
}

const json = 'dir + "/data.json"'
const withJson = 'fs.writeFileSync(dir + "/data.json", "{\\"a\\": 1}")'
const processView = '[result.stdout, result.stderr, result.exitCode, result.failed, result.command]'
const processError = '[error.exitCode, error.stdout, error.stderr, error.command, error.code]'
const hash = '"$2b$04$fvb8SHnH7ZXaoxoZISqzv.wkQZK5XnqN9j1iYVXwpMfz.YSW8N84C"'
const storage = '{ dir: dir + "/store", logging: false }'

function passwords(): PackageCase[] {
  return [
    { name: 'genSaltSync', args: ['4'], view: 'result.slice(0, 7)' },
    { name: 'hashSync', args: ['"secret"', '"$2b$04$fvb8SHnH7ZXaoxoZISqzv."'] },
    { name: 'hashSync', args: ['"secret"', '4'], view: 'result.length' },
    { name: 'hashSync', args: ['"secret"', '"no salt"'], errorView: 'error instanceof Error' },
    { name: 'compareSync', args: ['"secret"', hash] },
    { name: 'compareSync', args: ['"other"', hash] },
    { name: 'compareSync', args: ['JSON.parse("7")', hash], errorView: 'error instanceof Error' },
  ]
}

/** By the name that each is installed under. */
export const testedPackages: Record<string, TestedPackage> = {
  'fs-extra': {
    cases: [
      ...both('existsSync', ['file'], [missing], ['JSON.parse("null")']),
      ...both('pathExistsSync', ['file'], [missing]),
      { name: 'readJsonSync', args: [json], before: withJson },
      { name: 'readJSONSync', args: [json, '{ throws: false }'], before: withJson },
      ...both('readJsonSync', ['file'], ['file', '{ throws: false }']),
      { name: 'readJsonSync', args: [missing], errorView: 'error.code' },
      ...both('copySync', ['dir + "/tree"', 'dir + "/copy"'], ['file', 'dir + "/sub/inner.txt"', '{ overwrite: false, errorOnExist: true }'], [missing, 'dir + "/copy"'], ['dir', 'dir + "/sub/in"']),
      ...both('createFileSync', ['dir + "/a/b/new"'], ['dir']),
      ...both('ensureFileSync', ['dir + "/a/b/new"'], ['file + "/inside"']),
      ...both('createLinkSync', ['file', 'dir + "/a/hard"'], [missing, 'dir + "/a/hard"']),
      ...both('ensureLinkSync', ['file', 'dir + "/a/hard"']),
      ...both('createSymlinkSync', ['file', 'dir + "/a/soft"']),
      { name: 'createSymlinkSync', args: [missing, 'dir + "/a/soft"'], errorView: 'error instanceof Error' },
      ...both('ensureSymlinkSync', ['file', 'dir + "/a/soft"']),
      ...both('emptyDirSync', ['dir + "/new"'], ['file']),
      ...['emptyDirSync', 'emptydirSync'].map((name): PackageCase => ({ name, args: ['dir + "/tree"'], view: '"done"' })),
      ...both('ensureDirSync', ['dir + "/a/b"'], ['dir'], ['file']),
      ...both('mkdirpSync', ['dir + "/a/b"', '{ mode: 0o700 }']),
      ...both('mkdirsSync', ['dir + "/a/b"']),
      ...both('moveSync', ['file', 'dir + "/a/moved"'], ['file', 'dir + "/sub/inner.txt"'], ['file', 'dir + "/sub/inner.txt"', '{ overwrite: true }'], [missing, 'dir + "/moved"']),
      ...both('outputFileSync', ['dir + "/a/b"', '"text"'], ['dir', '"text"']),
      ...both('outputJsonSync', ['dir + "/a/b.json"', '{ a: 1 }', '{ spaces: 2 }'], ['file + "/b"', '{ a: 1 }']),
      ...both('outputJSONSync', ['dir + "/a/b.json"', '{ a: 1 }']),
      ...both('removeSync', ['dir + "/tree"'], [missing]),
      ...both('writeJsonSync', [json, '{ a: 1 }'], ['dir', '{ a: 1 }']),
      ...both('writeJSONSync', [json, '{ a: [1] }', '{ spaces: 1 }']),
    ],
  },
  glob7: { as: 'glob', isFunction: true, cases: [...globs('sync'), ...globs('sync', { isAlone: true })] },
  glob11: {
    as: 'glob',
    cases: [
      ...globs('sync'), ...globs('globSync'), ...globs('glob.sync'), ...globs('glob.globSync'),
      { name: 'Glob#walkSync', on: 'new PACKAGE.Glob("**/*", { cwd: dir })', args: [], view: sorted },
    ],
  },
  'fast-glob': { isFunction: true, cases: [...globs('sync'), ...globs('sync', { isAlone: true }), ...globs('globSync')] },
  'fast-glob3.2': { as: 'fast-glob', isFunction: true, cases: globs('sync') },
  globby11: { as: 'globby', isFunction: true, cases: globs('sync') },
  globby14: {
    as: 'globby',
    cases: [
      ...globs('globbySync'),
      { name: 'isGitIgnoredSync', args: ['{ cwd: dir }'], before: 'fs.writeFileSync(dir + "/.gitignore", "sub")', view: '[result(dir + "/sub/a"), result(file)]' },
      { name: 'generateGlobTasksSync', args: ['["*.txt", "!a"]'] },
    ],
  },
  // What is no pattern it takes for options, without a folder.
  tinyglobby: { cases: globs('globSync').slice(0, 2) },
  rimraf3: { as: 'rimraf', isFunction: true, cases: both('sync', ['dir + "/tree"'], [missing], ['dir + "/*.txt"'], ['dir + "/*.txt"', '{ glob: false }']) },
  rimraf6: {
    as: 'rimraf',
    cases: [
      ...both('sync', ['dir + "/tree"'], [missing]),
      ...both('rimraf.sync', ['dir + "/tree"'], ['[dir + "/sub", dir + "/tree"]']),
      ...['rimrafSync', 'manualSync', 'moveRemoveSync', 'nativeSync', 'posixSync', 'windowsSync'].flatMap((name) => both(name, ['dir + "/tree"'], [missing])),
    ],
  },
  mkdirp0: { as: 'mkdirp', isFunction: true, cases: [...both('sync', ['dir + "/a/b"'], ['dir'], ['file + "/a"']), { name: 'sync', args: ['dir + "/a/b"', '0o700'], isAlone: true }] },
  mkdirp1: { as: 'mkdirp', isFunction: true, cases: both('sync', ['dir + "/a/b"'], ['dir'], ['file + "/a"'], ['dir + "/a"', '{ mode: 0o700 }']) },
  mkdirp3: {
    as: 'mkdirp',
    cases: ['sync', 'mkdirpSync', 'mkdirp.sync', 'manualSync', 'mkdirpManualSync', 'nativeSync', 'mkdirpNativeSync'].flatMap((name) => both(name, ['dir + "/a/b"'], ['dir'], ['file + "/a"'])),
  },
  'find-up5': { as: 'find-up', isFunction: true, cases: both('sync', ['"file.txt"', '{ cwd: dir + "/sub/deep" }'], ['"no.such.file"', '{ cwd: dir }'], ['(folder) => folder === dir ? "file.txt" : undefined', '{ cwd: dir + "/sub" }']) },
  'find-up7': {
    as: 'find-up',
    cases: [
      ...both('findUpSync', ['"file.txt"', '{ cwd: dir + "/sub/deep" }'], ['"no.such.file"', '{ cwd: dir }'], ['(folder) => folder === dir ? "file.txt" : undefined', '{ cwd: dir + "/sub" }']),
      ...both('findUpMultipleSync', ['["file.txt", "inner.txt"]', '{ cwd: dir + "/sub/deep", stopAt: dir }']),
      ...both('pathExistsSync', ['file'], [missing]),
    ],
  },
  'load-json-file6': { as: 'load-json-file', isFunction: true, cases: [{ name: 'sync', args: [json], before: withJson }, ...both('sync', [missing], ['file'])] },
  'load-json-file7': { as: 'load-json-file', cases: [{ name: 'loadJsonFileSync', args: [json], before: withJson }, ...both('loadJsonFileSync', [missing], ['file'])] },
  'write-file-atomic2': { as: 'write-file-atomic', isFunction: true, cases: [...both('sync', ['file', '"new"'], ['dir + "/new"', '"new"', '{ mode: 0o600 }']), { name: 'sync', args: ['dir + "/no/file"', '"new"'], errorView: code }] },
  'write-file-atomic5': { as: 'write-file-atomic', isFunction: true, cases: [...both('sync', ['file', '"new"'], ['dir + "/new"', '"new"', '{ mode: 0o600 }']), { name: 'sync', args: ['dir + "/no/file"', '"new"'], errorView: code }] },
  which1: { as: 'which', isFunction: true, cases: both('sync', ['"sh"'], ['"no-such-program"'], ['"sh"', '{ all: true }']) },
  which4: { as: 'which', isFunction: true, cases: both('sync', ['"sh"'], ['"no-such-program"'], ['"no-such-program"', '{ nothrow: true }'], ['"sh"', '{ all: true }']) },
  resolve: { isFunction: true, cases: both('sync', ['"./file.txt"', '{ basedir: dir }'], ['"./missing"', '{ basedir: dir }'], ['"fs"']) },
  tmp: { cases: [{ name: 'tmpNameSync', args: ['{ tmpdir: dir, prefix: "a" }'], view: 'result.startsWith(dir)' }, { name: 'tmpNameSync', args: ['{ tmpdir: dir, name: "../a" }'], errorView: 'error instanceof Error' }] },
  'proper-lockfile': {
    isFunction: true,
    cases: [
      ...both('checkSync', ['file'], [missing]),
      { name: 'checkSync', args: ['file'], before: 'PACKAGE.lockSync(file)', view: '(PACKAGE.unlockSync(file), result)' },
      { name: 'unlockSync', args: ['file'], before: 'PACKAGE.lockSync(file)' },
      ...both('unlockSync', ['file']),
    ],
  },
  'node-persist2': {
    as: 'node-persist',
    cases: [
      { name: 'initSync', on: 'PACKAGE.create()', args: [storage], view: '"done"' },
      ...['getItemSync("a")', 'getItemSync("b")', 'setItemSync("a", 2)', 'removeItemSync("a")', 'clearSync()', 'persistSync()', 'persistKeySync("a")'].map((call): PackageCase => {
        const [, name = '', args = ''] = /^(\w+)\((.*)\)$/.exec(call) ?? []
        return { name, args: args === '' ? [] : [args], before: `const store = PACKAGE.create(); store.initSync(${storage}); store.setItemSync("a", 1)`, on: 'store', view: 'typeof result === "object" ? undefined : result' }
      }),
    ],
  },
  'node-persist4': { as: 'node-persist', cases: [{ name: 'initSync', on: 'PACKAGE.create()', args: [storage], view: '"done"' }] },
  execa5: {
    as: 'execa', isFunction: true,
    cases: [
      { name: 'sync', args: ['"echo"', '["a b"]'], view: processView },
      { name: 'sync', args: ['"sh"', '["-c", "echo out; echo err >&2; exit 3"]'], errorView: processError },
      { name: 'sync', args: ['"sh"', '["-c", "exit 3"]', '{ reject: false }'], view: processView },
      { name: 'sync', args: ['"cat"', '{ input: "text" }'], view: processView },
      { name: 'sync', args: ['"no-such-program"'], errorView: processError },
      { name: 'commandSync', args: ['"echo a b"'], view: processView },
    ],
  },
  execa9: {
    as: 'execa',
    cases: [
      { name: 'execaSync', args: ['"echo"', '["a b"]'], view: processView },
      { name: 'execaSync', args: ['"sh"', '["-c", "echo out; echo err >&2; exit 3"]'], errorView: processError },
      { name: 'execaSync', args: ['"sh"', '["-c", "exit 3"]', '{ reject: false }'], view: processView },
      { name: 'execaSync', args: ['"cat"', '{ input: "text" }'], view: processView },
      { name: 'execaSync', args: ['"no-such-program"'], errorView: '[error.exitCode, error.command, error.code]' },
      { name: 'execaCommandSync', args: ['"echo a b"'], view: processView },
    ],
  },
  'cross-spawn': { isFunction: true, cases: both('sync', ['"echo"', '["a b"]'], ['"sh"', '["-c", "echo out; echo err >&2; exit 3"]', '{ encoding: "utf8" }'], ['"no-such-program"', '["a"]'], ['"true"', '{ stdio: "ignore" }']) },
  bcrypt: { cases: passwords() },
  bcryptjs: { cases: passwords() },
  '@node-rs/argon2': {
    cases: [
      { name: 'hashSync', args: ['"secret"', '{ memoryCost: 64, timeCost: 1, salt: Buffer.alloc(16, 1) }'] },
      { name: 'hashSync', args: ['"secret"', '{ memoryCost: 1 }'], errorView: 'error instanceof Error' },
      { name: 'hashRawSync', args: ['"secret"', '{ memoryCost: 64, timeCost: 1, salt: Buffer.alloc(16, 1) }'], view: 'result.toString("hex")' },
      ...both('verifySync', ['"$argon2id$v=19$m=64,t=1,p=1$AQEBAQEBAQEBAQEBAQEBAQ$AAAA"', '"secret"'], ['"no hash"', '"secret"']),
    ],
  },
  'node-forge': {
    cases: [
      ...both('pbkdf2', ['"password"', '"salt"', '10', '16'], ['"password"', '"salt"', '10', '16', '"sha256"']),
      ...both('pkcs5.pbkdf2', ['"password"', '"salt"', '10', '16', 'PACKAGE.md.sha1.create()']),
      ...[['512'], ['512', '3'], ['{ bits: 512 }'], ['512', '{ e: 3 }']].map((args): PackageCase => ({ name: 'pki.rsa.generateKeyPair', args, view: '[result.publicKey.n.bitLength(), String(result.publicKey.e)]' })),
    ],
  },
  esbuild: {
    cases: [
      { name: 'buildSync', args: ['{ stdin: { contents: "let a: number = 1" , loader: "ts" }, outfile: dir + "/out.js" }'] },
      { name: 'buildSync', args: ['{ entryPoints: [dir + "/missing.ts"], logLevel: "silent" }'], errorView: '[error.message, error.errors.length]' },
      { name: 'transformSync', args: ['"let a: number = 1"', '{ loader: "ts" }'] },
      { name: 'transformSync', args: ['"let a ="', '{ logLevel: "silent" }'], errorView: 'error.message' },
      { name: 'formatMessagesSync', args: ['[{ text: "text" }]', '{ kind: "error" }'] },
      { name: 'analyzeMetafileSync', args: ['PACKAGE.buildSync({ stdin: { contents: "a()" }, write: false, metafile: true }).metafile'] },
    ],
  },
  prettier2: {
    as: 'prettier',
    cases: [
      { name: 'resolveConfig.sync', args: ['dir + "/a.js"'], before: 'fs.writeFileSync(dir + "/.prettierrc", "{ semi: false }")' },
      { name: 'resolveConfig.sync', args: ['dir + "/a.js"'], before: 'fs.writeFileSync(dir + "/.prettierrc", "{")', errorView: 'error.name' },
      ...both('resolveConfigFile.sync', ['dir + "/a.js"'], ['dir']),
      ...both('getFileInfo.sync', ['dir + "/a.js"'], ['dir + "/a.unknown"']),
    ],
  },
}
