import type { ApiRule } from '../model/rules.js'
import { promisified } from './targets.js'

/** Each has a callback form of the same arguments and result. */
export const zlibRules: readonly ApiRule[] = [
  { module: 'zlib', name: 'brotliCompressSync', effect: 'none', target: promisified('brotliCompress') },
  { module: 'zlib', name: 'brotliDecompressSync', effect: 'none', target: promisified('brotliDecompress') },
  { module: 'zlib', name: 'deflateRawSync', effect: 'none', target: promisified('deflateRaw') },
  { module: 'zlib', name: 'deflateSync', effect: 'none', target: promisified('deflate') },
  { module: 'zlib', name: 'gunzipSync', effect: 'none', target: promisified('gunzip') },
  { module: 'zlib', name: 'gzipSync', effect: 'none', target: promisified('gzip') },
  { module: 'zlib', name: 'inflateRawSync', effect: 'none', target: promisified('inflateRaw') },
  { module: 'zlib', name: 'inflateSync', effect: 'none', target: promisified('inflate') },
  { module: 'zlib', name: 'unzipSync', effect: 'none', target: promisified('unzip') },
  // Node 22.15 and later.
  { module: 'zlib', name: 'zstdCompressSync', effect: 'none', target: promisified('zstdCompress') },
  { module: 'zlib', name: 'zstdDecompressSync', effect: 'none', target: promisified('zstdDecompress') },
]
