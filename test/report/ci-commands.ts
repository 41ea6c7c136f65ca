/** A command to a CI system that a log holds. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What a runner of GitHub Actions takes from a log that begins a line with `::`. */
export function githubCommands(log: string): Command[] {
  return log.split(/\r\n|[\n\r]/).flatMap((line) => {
    const match = /^::(\S*?)(?: (.*?))?::(.*)$/s.exec(line.trimStart());
    if (match === null) return [];
    const [, name = '', properties = '', data = ''] = match;
    const pairs = properties.split(',').map((each) => {
      const at = each.indexOf('=');
      return [
        each.slice(0, at),
        decoded(
          each
            .slice(at + 1)
            .replaceAll('%3A', ':')
            .replaceAll('%2C', ','),
        ),
      ] as const;
    });
    return [{ name, properties: Object.fromEntries(pairs), data: decoded(data) }];
  });
}

const decoded = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

/** What runners of GitHub Actions and agents of Azure Pipelines take from anywhere in a line. */
export function markedCommands(log: string): readonly string[] {
  return log.match(/##(?:vso)?\[[^\]\n]*\]/g) ?? [];
}
