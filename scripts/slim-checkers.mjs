// Shortens the checkers that ajv generates: every start of the tool reads them.

/** ajv's code for one fault: an object, and four statements that add it to the list. */
const faultCode =
  /^const (err\d+) = \{(.*)\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;$/gm;
const faultFields =
  /^instancePath(?::(?<path>.+))?,schemaPath:".*",keyword:(?<keyword>"\w+"),params:\{\w+: (?<wanted>.+)\}$/;

/**
 * The code of ajv without what permlint never reads (the schemas, paths into them, parameters of a call, marks of
 * evaluated keys), and with each fault noted by one call of `note`. Throws where the code is not as this expects.
 * @param {string} code
 */
export function slimCheckers(code) {
  const schemas = schemasOf(code);
  const lists = new WantedLists();
  const slim = withoutFrame(code).replace(faultCode, (_, _name, /** @type {string} */ fields) => {
    const { path = '""', keyword, wanted } = faultFields.exec(fields)?.groups ?? {};
    if (keyword === undefined || wanted === undefined) throw new Error(`a fault of an unknown form: ${fields}`);
    const list = lists.nameOf(meaningOf(wanted, schemas));
    return `vErrors = note(vErrors, ${path.replace(/^instancePath ?\+ ?/, '')}, ${keyword}, ${list});`;
  });
  const leftOver = /schema\d+|instancePath|\berr\d|errors\b|evaluated|require\(/.exec(slim);
  if (leftOver)
    throw new Error(`the checkers hold ${leftOver[0]}: ajv's code has changed, or a schema needs more of it`);
  return `${lists.code()}${slim.trim()}`;
}

/** @param {string} code @returns {Record<string, unknown>} */
function schemasOf(code) {
  const found = code.matchAll(/^const (schema\d+) = (.*);$/gm);
  return Object.fromEntries([...found].map(([, name, json]) => [name, JSON.parse(json ?? '')]));
}

/** The checkers as functions of a value that return the list of faults. @param {string} code */
function withoutFrame(code) {
  return code
    .replace(/^"use strict";/, '')
    .replace(/^const schema\d+ = .*;\n/gm, '')
    .replace(/^export (?=const \w+ = \w+;$)/gm, '')
    .replace(/^function (\w+)\(data, \{.*\}=\{\}\)\{$/gm, 'function $1(data){')
    .replace(/^const evaluated0 = .*\n(?:if\(evaluated0\.\w+\)\{\n.*\n\}\n)*/gm, '')
    .replace(/^(?:\w+\.errors = vErrors;|\w+\.evaluated = .*;|let errors = 0;)\n/gm, '')
    .replace(/^return errors === 0;$/gm, 'return vErrors;');
}

/**
 * What an expression of ajv's code stands for: JSON text, or a path into a schema.
 * @param {string} expression @param {Record<string, unknown>} schemas @returns {unknown}
 */
function meaningOf(expression, schemas) {
  if (!expression.startsWith('schema')) return JSON.parse(expression);
  return expression.split('.').reduce((/** @type {any} */ value, key) => value[key], schemas);
}

/** Constants for what the checkers want in many places. */
class WantedLists {
  /** @type {Map<string, string>} */
  #names = new Map();

  /** @param {unknown} wanted */
  nameOf(wanted) {
    const text = JSON.stringify([wanted].flat());
    const name = this.#names.get(text) ?? `wanted${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }

  code() {
    return [...this.#names].map(([text, name]) => `const ${name} = ${text};\n`).join('');
  }
}
