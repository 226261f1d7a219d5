import type { LocalHelper } from './local-helper.js'

/** `existsSync` as a promise. */
export const exists: LocalHelper = {
  name: 'exists',
  imports: [
    { module: 'fs/promises', names: ['access'] },
    { module: 'fs', names: [], types: ['PathLike'] },
  ],
  javascript: `/** Whether there is a file or folder at the path, as existsSync tells it. */
function exists(path) {
  return access(path).then(() => true, () => false);
}`,
  typescript: `/** Whether there is a file or folder at the path, as existsSync tells it. */
function exists(path: PathLike): Promise<boolean> {
  return access(path).then(() => true, () => false);
}`,
}

/** `statSync` with `throwIfNoEntry` as a promise. */
export const statIfExists = ifExists('statIfExists', 'stat')

/** `lstatSync` with `throwIfNoEntry` as a promise. */
export const lstatIfExists = ifExists('lstatIfExists', 'lstat')

// On ENOTDIR (a file where the path wants a folder) it rejects, as statSync throws on Node 20 and lstatSync on all;
// statSync of Node 22 and later gives undefined there, too.
function ifExists(name: 'statIfExists' | 'lstatIfExists', base: 'stat' | 'lstat'): LocalHelper {
  const summary = `/** Takes the place of ${base}Sync where \`throwIfNoEntry: false\` asks for undefined instead of an error. */`
  const noBigint = 'StatSyncOptions & { bigint?: false | undefined'
  return {
    name,
    imports: [
      { module: 'fs/promises', names: [base] },
      { module: 'fs', names: [], types: ['BigIntStats', 'PathLike', 'Stats', 'StatSyncOptions'] },
    ],
    javascript: `${summary}
async function ${name}(path, options) {
  try {
    return await ${base}(path, options);
  } catch (error) {
    if (options?.throwIfNoEntry === false && error.code === 'ENOENT') return undefined;
    throw error;
  }
}`,
    typescript: `${summary}
async function ${name}(path: PathLike, options?: ${noBigint}; throwIfNoEntry?: true | undefined }): Promise<Stats>;
async function ${name}(path: PathLike, options: ${noBigint} }): Promise<Stats | undefined>;
async function ${name}(path: PathLike, options: StatSyncOptions & { bigint: true }): Promise<BigIntStats | undefined>;
async function ${name}(path: PathLike, options?: StatSyncOptions): Promise<Stats | BigIntStats | undefined>;
async function ${name}(path: PathLike, options?: StatSyncOptions): Promise<Stats | BigIntStats | undefined> {
  try {
    return await ${base}(path, options);
  } catch (error) {
    if (options?.throwIfNoEntry === false && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}`,
  }
}

/** `readSync` with two or three arguments as a promise. */
export const readAsync: LocalHelper = {
  name: 'readAsync',
  imports: [{ module: 'fs', names: ['read'], types: ['ReadOptions'] }],
  javascript: `/** Takes the place of readSync: reads from a descriptor into a buffer, and gives the number of bytes read. */
function readAsync(fd, buffer, options) {
  return new Promise((resolve, reject) => {
    read(fd, { ...options, buffer }, (error, bytesRead) => (error ? reject(error) : resolve(bytesRead)));
  });
}`,
  typescript: `/** Takes the place of readSync: reads from a descriptor into a buffer, and gives the number of bytes read. */
function readAsync(fd: number, buffer: NodeJS.ArrayBufferView, options?: ReadOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, { ...options, buffer }, (error, bytesRead) => (error ? reject(error) : resolve(bytesRead)));
  });
}`,
}

/** `globSync` (Node 22 and later) as a promise. */
export const globAsync: LocalHelper = {
  name: 'globAsync',
  imports: [
    { module: 'fs/promises', names: ['glob'] },
    {
      module: 'fs', names: [],
      types: ['Dirent', 'GlobOptions', 'GlobOptionsWithFileTypes', 'GlobOptionsWithoutFileTypes'],
    },
  ],
  javascript: `/** Takes the place of globSync: gives all matches as an array. */
async function globAsync(pattern, options = {}) {
  const matches = [];
  for await (const match of glob(pattern, options)) matches.push(match);
  return matches;
}`,
  typescript: `/** Takes the place of globSync: gives all matches as an array. */
async function globAsync(pattern: string | readonly string[], options: GlobOptionsWithFileTypes): Promise<Dirent[]>;
async function globAsync(pattern: string | readonly string[], options?: GlobOptionsWithoutFileTypes): Promise<string[]>;
async function globAsync(pattern: string | readonly string[], options: GlobOptions): Promise<Dirent[] | string[]>;
async function globAsync(pattern: string | readonly string[], options: object = {}): Promise<unknown> {
  const matches = [];
  for await (const match of glob(pattern, options)) matches.push(match);
  return matches;
}`,
}
