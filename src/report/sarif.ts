import { createHash } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import type { FlagCode, Severity } from '../model/flag.js'
import { describeFlags, describeIgnored, type DescribedFlag } from './described-flags.js'
import { meaningIn } from './flag-page.js'
import { isWholeFile } from './is-whole-file.js'
import type { ConvertOutcome } from './outcome.js'
import { createReading, type Reading } from './reading.js'
import { readsJson, type ReadsJson } from './reads.js'

/** What a SARIF report says of the tool itself. */
export interface SarifTool {
  version: string
  /** The page on a flag, in Markdown. */
  pageOf: (code: FlagCode) => string
}

type Level = 'error' | 'warning' | 'note'

/** A report for code-scanning views: the parts of SARIF 2.1.0 that are used here. */
export interface SarifLog {
  $schema: string
  version: '2.1.0'
  runs: {
    tool: { driver: { name: string; version: string; rules: SarifRule[] } }
    columnKind: 'utf16CodeUnits'
    originalUriBaseIds: Record<string, { uri: string }>
    results: SarifResult[]
    /** What is no finding: the reads that start at once, and those that do not. */
    properties: { reads: ReadsJson }
  }[]
}

interface SarifRule {
  id: FlagCode
  shortDescription: { text: string }
  fullDescription: { text: string }
  help: { text: string; markdown: string }
  defaultConfiguration: { level: Level }
}

interface SarifResult {
  ruleId: FlagCode
  ruleIndex: number
  level: Level
  message: { text: string }
  locations: SarifLocation[]
  partialFingerprints: Record<string, string>
  suppressions?: { kind: 'inSource'; justification: string }[]
}

interface SarifLocation {
  physicalLocation: {
    artifactLocation: { uri: string; uriBaseId: string }
    region?: { startLine: number; startColumn: number; endLine: number; endColumn: number }
  }
  logicalLocations?: { fullyQualifiedName: string; kind: 'function' }[]
}

/** The name that code-scanning views know the root of a checkout by. */
const root = '%SRCROOT%'

const levels: Record<Severity, Level> = { blocks: 'error', review: 'warning', note: 'note' }

/** Reports the flags of a conversion to a code-scanning view. */
export function toSarif(outcome: ConvertOutcome, tool: SarifTool): SarifLog {
  const flags: (DescribedFlag & { reason?: string })[] = [...describeFlags(outcome), ...describeIgnored(outcome)]
  const rules = [...new Map(flags.map((flag) => [flag.code, flag])).values()].sort((a, b) => (a.code < b.code ? -1 : 1))
  const reading = createReading(outcome)
  const seen = new Map<string, number>()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'unblock', version: tool.version, rules: rules.map((flag) => describeRule(flag, tool)) } },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { [root]: { uri: `${pathToFileURL(outcome.root).href}/` } },
      results: flags.map((flag) => ({
        ruleId: flag.code,
        ruleIndex: rules.findIndex(({ code }) => code === flag.code),
        level: levels[flag.severity],
        message: { text: `${flag.message}\n${flag.help}` },
        locations: [locate(flag, reading)],
        partialFingerprints: { 'unblock/v1': fingerprint(flag, reading, seen) },
        ...(flag.reason !== undefined && { suppressions: [{ kind: 'inSource', justification: flag.reason }] }),
      })),
      properties: { reads: readsJson(outcome) },
    }],
  }
}

function describeRule({ code, severity }: DescribedFlag, { pageOf }: SarifTool): SarifRule {
  const page = pageOf(code)
  const meaning = meaningIn(page)
  return {
    id: code,
    shortDescription: { text: meaning.brief },
    fullDescription: { text: meaning.text },
    help: { text: page, markdown: page },
    defaultConfiguration: { level: levels[severity] },
  }
}

function locate(flag: DescribedFlag, reading: Reading): SarifLocation {
  const { file, line, column, endLine, endColumn, function: id } = flag
  const region = !isWholeFile(reading.textOf(file) ?? '', flag) && { region: { startLine: line, startColumn: column, endLine, endColumn } }
  return {
    physicalLocation: { artifactLocation: { uri: encodeURI(file).replace(/[?#]/g, encodeURIComponent), uriBaseId: root }, ...region },
    ...(id !== undefined && { logicalLocations: [{ fullyQualifiedName: id, kind: 'function' }] }),
  }
}

/** The same for a flag whose line has moved, so that a view knows it again; equal ones are counted. */
function fingerprint({ code, file, line }: DescribedFlag, reading: Reading, seen: Map<string, number>): string {
  const written = reading.linesOf(file)[line - 1]?.trim() ?? ''
  const key = JSON.stringify([code, file, written])
  const count = (seen.get(key) ?? 0) + 1
  seen.set(key, count)
  return `${createHash('sha256').update(key).digest('hex').slice(0, 16)}:${count}`
}
