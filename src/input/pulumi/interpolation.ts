// The grammar of `${...}` in Pulumi YAML (pulumi/pulumi-yaml pkg/pulumiyaml/ast/interpolation.go, 2026).

/** Plain text, or the name and the keys and indexes of a property access. */
export type TextPart = string | readonly (string | number)[];

const part = /\$\$|\$\{((?:[^}"]|"(?:[^"\\]|\\.)*")*)\}/g;

/** The parts of a text; undefined where it holds no expression. An expression that cannot be read has no name. */
export function parseInterpolation(text: string): readonly TextPart[] | undefined {
  const parts: TextPart[] = [];
  let plain = '';
  let end = 0;
  for (const match of text.matchAll(part)) {
    plain += text.slice(end, match.index);
    end = match.index + match[0].length;
    if (match[1] === undefined) {
      plain += '$';
      continue;
    }
    if (plain !== '') parts.push(plain);
    plain = '';
    parts.push(parseAccess(match[1].trim()) ?? []);
  }
  if (end === 0) return undefined;
  const rest = plain + text.slice(end);
  return rest === '' ? parts : [...parts, rest];
}

const step = /\.?([A-Za-z_$][\w$-]*)|\[\s*(?:"((?:[^"\\]|\\.)*)"|(\d+))\s*\]/y;

function parseAccess(text: string): readonly (string | number)[] | undefined {
  const path: (string | number)[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    const [, name, quoted, index] = match;
    path.push(name ?? (quoted === undefined ? Number(index) : quoted.replace(/\\(.)/g, '$1')));
  }
  return path;
}
