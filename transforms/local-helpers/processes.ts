import type { LocalHelper } from './local-helper.js'

// ReturnType<typeof Buffer.concat> is what the blocking functions give, in versions of @types/node where `Buffer` takes
// a type argument and in those where it takes none.

/** `spawnSync` as a promise. */
export const spawnAsync: LocalHelper = {
  name: 'spawnAsync',
  imports: [
    {
      module: 'child_process', names: ['spawn'],
      types: [
        'SpawnSyncOptions', 'SpawnSyncOptionsWithBufferEncoding', 'SpawnSyncOptionsWithStringEncoding',
        'SpawnSyncReturns',
      ],
    },
    { module: 'events', names: ['once'] },
  ],
  javascript: `/** Takes the place of spawnSync: gives the same object once the process has ended. */
async function spawnAsync(command, args = [], options = {}) {
  if (!Array.isArray(args)) return spawnAsync(command, [], args);
  const { input, timeout = 0, killSignal, maxBuffer = 1024 * 1024, encoding, ...others } = options;
  const child = spawn(command, args, others);
  let error;
  const fail = (code) => {
    const path = child.spawnfile;
    const syscall = 'spawn ' + path;
    const spawnargs = child.spawnargs.slice(1);
    error ??= Object.assign(new Error(syscall + ' ' + code), { code, syscall, path, spawnargs });
  };
  child.stdin?.on('error', () => fail('EPIPE'));
  child.stdin?.end(input);
  try {
    await once(child, 'spawn');
  } catch (error) {
    return { error, status: null, signal: null, output: null, pid: 0, stdout: null, stderr: null };
  }
  const closed = once(child, 'close');
  const stop = (code) => {
    fail(code);
    child.stdio.forEach((stream) => stream?.destroy());
    child.kill(killSignal);
  };
  let size = 0;
  const collected = child.stdio.slice(1).map((stream) => {
    const chunks = [];
    stream?.on('data', (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (maxBuffer > 0 && size > maxBuffer) stop('ENOBUFS');
    });
    return stream ? chunks : null;
  });
  const timer = timeout > 0 ? setTimeout(stop, timeout, 'ETIMEDOUT') : undefined;
  const [status, signal] = await closed;
  clearTimeout(timer);
  const decode = (bytes) => (encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes);
  const output = [null, ...collected.map((chunks) => chunks && decode(Buffer.concat(chunks)))];
  const result = { status, signal, output, pid: child.pid, stdout: output[1], stderr: output[2] };
  return error ? { error, ...result } : result;
}`,
  typescript: `/** Takes the place of spawnSync: gives the same object once the process has ended. */
async function spawnAsync(
  command: string,
  ...rest:
    | [options: SpawnSyncOptionsWithStringEncoding]
    | [args: readonly string[] | undefined, options: SpawnSyncOptionsWithStringEncoding]
): Promise<SpawnSyncReturns<string>>;
async function spawnAsync(
  command: string,
  ...rest:
    | [options?: SpawnSyncOptionsWithBufferEncoding]
    | [args: readonly string[] | undefined, options?: SpawnSyncOptionsWithBufferEncoding]
): Promise<SpawnSyncReturns<ReturnType<typeof Buffer.concat>>>;
async function spawnAsync(
  command: string,
  ...rest: [options?: SpawnSyncOptions] | [args: readonly string[] | undefined, options?: SpawnSyncOptions]
): Promise<SpawnSyncReturns<string | ReturnType<typeof Buffer.concat>>>;
async function spawnAsync(
  command: string,
  args: object = [],
  options: SpawnSyncOptions = {},
): Promise<unknown> {
  if (!Array.isArray(args)) return spawnAsync(command, [], args);
  const { input, timeout = 0, killSignal, maxBuffer = 1024 * 1024, encoding, ...others } = options;
  const child = spawn(command, args, others);
  let error: Error | undefined;
  const fail = (code: string) => {
    const path = child.spawnfile;
    const syscall = 'spawn ' + path;
    const spawnargs = child.spawnargs.slice(1);
    error ??= Object.assign(new Error(syscall + ' ' + code), { code, syscall, path, spawnargs });
  };
  child.stdin?.on('error', () => fail('EPIPE'));
  child.stdin?.end(input);
  try {
    await once(child, 'spawn');
  } catch (error) {
    return { error, status: null, signal: null, output: null, pid: 0, stdout: null, stderr: null };
  }
  const closed = once(child, 'close');
  const stop = (code: string) => {
    fail(code);
    child.stdio.forEach((stream) => stream?.destroy());
    child.kill(killSignal);
  };
  let size = 0;
  const collected = child.stdio.slice(1).map((stream) => {
    const chunks: Buffer[] = [];
    stream?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (maxBuffer > 0 && size > maxBuffer) stop('ENOBUFS');
    });
    return stream ? chunks : null;
  });
  const timer = timeout > 0 ? setTimeout(stop, timeout, 'ETIMEDOUT') : undefined;
  const [status, signal] = await closed;
  clearTimeout(timer);
  const decode = (bytes: Buffer) => (encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes);
  const output = [null, ...collected.map((chunks) => chunks && decode(Buffer.concat(chunks)))];
  const result = { status, signal, output, pid: child.pid, stdout: output[1], stderr: output[2] };
  return error ? { error, ...result } : result;
}`,
}

/** `execFileSync` as a promise. */
export const execFileAsync: LocalHelper = {
  name: 'execFileAsync',
  imports: [
    {
      module: 'child_process', names: [],
      types: ['ExecFileSyncOptions', 'ExecFileSyncOptionsWithBufferEncoding', 'ExecFileSyncOptionsWithStringEncoding'],
    },
  ],
  uses: ['spawnAsync'],
  javascript: `/** Takes the place of execFileSync: gives the standard output, or rejects with what execFileSync throws. */
async function execFileAsync(file, args = [], options = {}) {
  if (!Array.isArray(args)) return execFileAsync(file, [], args);
  const result = await spawnAsync(file, args, options);
  if (!options.stdio && result.stderr) process.stderr.write(result.stderr);
  if (result.error) throw Object.assign(result.error, result);
  if (result.status === 0) return result.stdout;
  const message = 'Command failed: ' + [file, ...args].join(' ');
  const details = result.stderr?.length ? '\\n' + result.stderr.toString() : '';
  throw Object.assign(new Error(message + details), result);
}`,
  typescript: `/** Takes the place of execFileSync: gives the standard output, or rejects with what execFileSync throws. */
async function execFileAsync(
  file: string,
  ...rest:
    | [options: ExecFileSyncOptionsWithStringEncoding]
    | [args: readonly string[] | undefined, options: ExecFileSyncOptionsWithStringEncoding]
): Promise<string>;
async function execFileAsync(
  file: string,
  ...rest:
    | [options?: ExecFileSyncOptionsWithBufferEncoding]
    | [args: readonly string[] | undefined, options?: ExecFileSyncOptionsWithBufferEncoding]
): Promise<ReturnType<typeof Buffer.concat>>;
async function execFileAsync(
  file: string,
  ...rest: [options?: ExecFileSyncOptions] | [args: readonly string[] | undefined, options?: ExecFileSyncOptions]
): Promise<string | ReturnType<typeof Buffer.concat>>;
async function execFileAsync(
  file: string,
  args: object = [],
  options: ExecFileSyncOptions = {},
): Promise<unknown> {
  if (!Array.isArray(args)) return execFileAsync(file, [], args);
  const result = await spawnAsync(file, args, options);
  if (!options.stdio && result.stderr) process.stderr.write(result.stderr);
  if (result.error) throw Object.assign(result.error, result);
  if (result.status === 0) return result.stdout;
  const message = 'Command failed: ' + [file, ...args].join(' ');
  const details = result.stderr?.length ? '\\n' + result.stderr.toString() : '';
  throw Object.assign(new Error(message + details), result);
}`,
}

/** `sync` of cross-spawn as a promise: what `spawnAsync` does, by the `spawn` of that package. */
export const crossSpawnAsync: LocalHelper = {
  name: 'crossSpawnAsync',
  imports: [
    { module: 'cross-spawn', names: ['spawn'] },
    ...spawnAsync.imports.map((each) => (each.module === 'child_process' ? { ...each, names: [] } : each)),
  ],
  javascript: ofCrossSpawn(spawnAsync.javascript),
  typescript: ofCrossSpawn(spawnAsync.typescript),
}

/** Where all went well it says that the error is null. */
function ofCrossSpawn(text: string): string {
  return text.replaceAll('spawnAsync', 'crossSpawnAsync').replace('Takes the place of spawnSync:', 'Takes the place of sync:')
    .replace('return error ? { error, ...result } : result;', 'return { ...result, error: error ?? null };')
}

/** `execSync` as a promise. */
export const execAsync: LocalHelper = {
  name: 'execAsync',
  imports: [
    {
      module: 'child_process', names: [],
      types: ['ExecSyncOptions', 'ExecSyncOptionsWithBufferEncoding', 'ExecSyncOptionsWithStringEncoding'],
    },
  ],
  uses: ['execFileAsync'],
  javascript: `/** Takes the place of execSync: gives the standard output, or rejects with what execSync throws. */
async function execAsync(command, options = {}) {
  return execFileAsync(command, [], { ...options, shell: options.shell || true });
}`,
  typescript: `/** Takes the place of execSync: gives the standard output, or rejects with what execSync throws. */
async function execAsync(command: string, options: ExecSyncOptionsWithStringEncoding): Promise<string>;
async function execAsync(command: string, options?: ExecSyncOptionsWithBufferEncoding): Promise<ReturnType<typeof Buffer.concat>>;
async function execAsync(command: string, options?: ExecSyncOptions): Promise<string | ReturnType<typeof Buffer.concat>>;
async function execAsync(command: string, options: ExecSyncOptions = {}): Promise<string | ReturnType<typeof Buffer.concat>> {
  return execFileAsync(command, [], { ...options, shell: options.shell || true });
}`,
}
