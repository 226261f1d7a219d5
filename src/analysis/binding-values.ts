import { ts } from 'ts-morph'
import type { Flow } from './flow.js'
import { stepInto } from './property-names.js'
import { afterStep, heldBy, mayReach, type Value } from './value.js'

/** Gives the names of a variable, a parameter or a pattern what they take out of a value. */
export function bindValue(name: ts.BindingName, value: Value, flow: Flow): void {
  if (ts.isIdentifier(name)) flow.track(name.parent as ts.Declaration, value, name.text)
  else if (ts.isObjectBindingPattern(name)) for (const element of name.elements) bindProperty(element, value, flow)
  else for (const element of name.elements) if (ts.isBindingElement(element)) bindElement(element, value, flow)
}

function bindProperty(element: ts.BindingElement, value: Value, flow: Flow): void {
  if (element.dotDotDotToken) {
    bindValue(element.name, value, flow)
    return
  }
  const key = stepInto(element.propertyName ?? element.name, flow.tools.symbols)
  if (!mayReach(value, key)) return
  const reached = afterStep(value)
  if (key !== undefined) flow.facts.alias('binding', element, { name: key, as: element.name.getText(), value: reached })
  bindValue(element.name, reached, flow)
}

/** An entry of a Map is taken apart like a list; what the Map holds may be in either place. */
function bindElement(element: ts.BindingElement, value: Value, flow: Flow): void {
  const isItem = value.path[0] === '[]' && !element.dotDotDotToken
  bindValue(element.name, isItem ? afterStep(value) : value, flow)
}

/** Gives the targets of an assignment what they take out of a value: `({ load } = files)`. */
export function assignValue(target: ts.Expression, value: Value, flow: Flow): void {
  if (ts.isObjectLiteralExpression(target)) for (const property of target.properties) assignProperty(property, value, flow)
  else if (ts.isArrayLiteralExpression(target)) for (const element of target.elements) assignElement(element, value, flow)
  else if (ts.isBinaryExpression(target)) assignValue(target.left, value, flow)
  else flow.store(target, value)
}

function assignProperty(property: ts.ObjectLiteralElementLike, value: Value, flow: Flow): void {
  if (ts.isSpreadAssignment(property)) assignValue(property.expression, value, flow)
  else if (mayReach(value, stepInto(property.name, flow.tools.symbols))) {
    if (ts.isPropertyAssignment(property)) assignValue(property.initializer, afterStep(value), flow)
    else if (ts.isShorthandPropertyAssignment(property)) assignValue(property.name, afterStep(value), flow)
  }
}

function assignElement(element: ts.Expression, value: Value, flow: Flow): void {
  if (ts.isSpreadElement(element)) assignValue(element.expression, value, flow)
  else assignValue(element, value.path[0] === '[]' ? afterStep(value) : value, flow)
}

/** Gives a function's parameter what it is called with. */
export function bindParameter(parameter: ts.ParameterDeclaration, value: Value, flow: Flow): void {
  const taken = parameter.dotDotDotToken ? heldBy(value, '[]') : value
  if (taken) bindValue(parameter.name, taken, flow)
}
