import { ts } from 'ts-morph'
import type { Driver } from '../../drivers/driver.js'
import type { ApiOrigins, Origin } from '../api-origin.js'
import { moduleName } from '../api-origin.js'
import type { Symbols } from '../symbols.js'

/** A class of a driver's values. */
export interface DriverType {
  driver: Driver
  class: string
}

interface Tools {
  symbols: Symbols
  origins: ApiOrigins
}

/** Says which class of a driver's values a type is: by the import that it is written with, or by where it is declared. */
export class DriverTypes {
  constructor(private readonly drivers: readonly Driver[], private readonly tools: Tools) {}

  /** What is written as a declaration's type, also in a JSDoc comment: known where the driver's types are not installed, too. */
  written(declaration: ts.Declaration): DriverType | undefined {
    const type = 'type' in declaration && declaration.type ? declaration.type as ts.TypeNode : ts.getJSDocType(declaration)
    return type && this.#ofNode(type)
  }

  /** What the checker knows of an expression. */
  inferred(expression: ts.Expression): DriverType | undefined {
    const type = this.tools.symbols.typeAt(expression)
    if (type.flags & ts.TypeFlags.Any) return undefined
    const parts = type.isUnionOrIntersection() ? type.types : [type]
    for (const part of parts) {
      const found = this.#ofSymbol(part.aliasSymbol) ?? this.#ofSymbol(part.getSymbol())
      if (found) return found
    }
    return undefined
  }

  #ofNode(type: ts.TypeNode): DriverType | undefined {
    if (ts.isUnionTypeNode(type)) return type.types.map((part) => this.#ofNode(part)).find((found) => found !== undefined)
    if (ts.isParenthesizedTypeNode(type)) return this.#ofNode(type.type)
    if (ts.isImportTypeNode(type)) return this.#ofImportType(type)
    if (!ts.isTypeReferenceNode(type)) return undefined
    const origin = this.#originOf(type.typeName)
    return origin ? this.#find(origin) : this.#ofAlias(type.typeName)
  }

  /** `import('better-sqlite3').Database` */
  #ofImportType({ argument, qualifier }: ts.ImportTypeNode): DriverType | undefined {
    if (!ts.isLiteralTypeNode(argument) || !ts.isStringLiteral(argument.literal) || !qualifier) return undefined
    return this.#find({ module: moduleName(argument.literal.text), path: qualifier.getText().split('.') })
  }

  #originOf(name: ts.EntityName): Origin | undefined {
    if (ts.isIdentifier(name)) return this.tools.origins.of(name)
    const outer = this.#originOf(name.left)
    return outer && { module: outer.module, path: [...outer.path, name.right.text] }
  }

  #ofAlias(name: ts.EntityName): DriverType | undefined {
    for (const declaration of this.tools.symbols.declarationsAt(ts.isIdentifier(name) ? name : name.right)) {
      const found = ts.isTypeAliasDeclaration(declaration) ? this.#ofNode(declaration.type) : undefined
      if (found) return found
    }
    return undefined
  }

  #ofSymbol(symbol: ts.Symbol | undefined): DriverType | undefined {
    for (const declaration of symbol?.declarations ?? []) {
      const named = this.tools.origins.ofNamed(declaration)
      const ofProject = named && this.#find(named)
      if (ofProject) return ofProject
      const driver = this.drivers.find(({ module }) => isDeclaredBy(module, declaration))
      const found = driver && this.#find({ module: driver.module, path: [symbol?.name ?? ''] })
      if (found) return found
    }
    return undefined
  }

  /** A default import stands for the class of connections where it is used as a type. */
  #find({ module, path }: Origin): DriverType | undefined {
    const driver = this.drivers.find((candidate) => candidate.module === module)
    const name = path.join('.')
    const found = driver && Object.entries(driver.classes).find(([, { types }]) => types.includes(name))
    if (driver && found) return { driver, class: found[0] }
    const connection = driver?.connections.find((candidate) => candidate.name === name)
    return driver && connection && { driver, class: connection.gives }
  }
}

function isDeclaredBy(module: string, declaration: ts.Declaration): boolean {
  const ambient = ts.findAncestor(declaration, (node) => ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name))
  if (ambient && ts.isModuleDeclaration(ambient)) return moduleName(ambient.name.text) === module
  const [name = ''] = module.split('/')
  return new RegExp(`/node_modules/(@types/)?${name}/`).test(declaration.getSourceFile().fileName)
}
