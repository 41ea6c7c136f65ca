import { type CompletionModel, commandsTaking, type Flag, flagsWithValue, spellings } from './completion-model.js';

/** The completion script for fish. */
export function fishScript(model: CompletionModel): string {
  const lists = [
    ['commands', model.commands],
    ['rules', model.ruleIds],
    ['levels', model.levels],
    ['formats', model.formats],
    ['with_value', flagsWithValue(model).flatMap(spellings)],
  ] as const;
  const declared = lists.map(([name, words]) => `set -g __permlint_${name} ${words.join(' ')}\n`).join('');
  const operands = (kind: 'file' | 'rule' | 'shell' | 'action', most: string) =>
    `complete -c permlint -n '__permlint_operands ${most} ${commandsTaking(model, kind).join(' ')}'`;
  return `${head}
${declared}${functions}
complete -c permlint -f
complete -c permlint -n '__permlint_operands 0 none' -a "$__permlint_commands"
${operands('file', 'any')} -F
${operands('rule', '0')} -a "$__permlint_rules"
${operands('shell', '0')} -a '${model.shells.join(' ')}'
${operands('action', '0')} -a '${model.actions.join(' ')}'
${operands('action', 'any')} -F
${model.flags.flatMap((flag) => flagLines(model, flag)).join('')}`;
}

function flagLines(model: CompletionModel, flag: Flag): readonly string[] {
  const { long, short, of, isValueOptional, choices, about } = flag;
  const isOfAll = of.length === model.commands.length;
  const where = isOfAll ? '' : ` -n '__permlint_is ${of.join(' ')}'`;
  const described = about === '' ? '' : ` -d ${quote(about)}`;
  const names = `${short === undefined ? '' : ` -s ${short.slice(1)}`} -l ${long.slice(2)}`;
  const base = `complete -c permlint${where}`;
  if (!isValueOptional) return [`${base}${names}${described}${takes(flag)}\n`];
  // fish would take the next word for the value: the option and its values are offered as plain words.
  const isDashed = where.replace(/ -n '(.*)'/, '$1 && ');
  return [long, ...choices.map((choice) => `${long}=${choice}`)].map(
    (word) => `complete -c permlint -n '${isDashed}__permlint_on_option' -a '${word}'${described}\n`,
  );
}

function takes({ value, choices }: Flag): string {
  if (value === undefined) return '';
  if (value === 'choice') return ` -x -a '${choices.join(' ')}'`;
  if (value === 'file') return ' -r -F';
  if (value === 'output') return " -x -a '(__permlint_pairs $__permlint_formats)'";
  if (value === 'rule') return " -x -a '(__permlint_pairs $__permlint_rules)'";
  return ' -x';
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

const head = `# Completion of permlint for fish. Once:
#   permlint completion fish > ~/.config/fish/completions/permlint.fish
`;

const functions = `
# Prints the command of the line (lint where none is written) and how many operands stand before the cursor.
function __permlint_line
    set -l option
    set -l ended
    set -l named
    set -l operands 0
    for word in (commandline -opc)[2..]
        if test -n "$option"
            set option
        else if test -z "$ended"; and string match -q -- -- $word
            set ended 1
        else if test -z "$ended"; and string match -qr '^-.' -- $word
            contains -- $word $__permlint_with_value; and set option $word
        else if test -z "$ended$named" -a $operands -eq 0; and contains -- $word $__permlint_commands
            set named $word
        else
            set operands (math $operands + 1)
        end
    end
    test -n "$named"; or set named none
    printf '%s\\n' $named $operands
end

# Whether the command is one of these.
function __permlint_is
    set -l named (__permlint_line)[1]
    contains -- (string replace none lint $named) $argv
end

# Whether the command is one of those behind the number, with that many operands before the cursor.
function __permlint_operands
    set -l line (__permlint_line)
    if test $argv[1] != any -a $argv[1] != $line[2]
        return 1
    end
    contains -- $line[1] $argv[2..]
    or test $argv[1] = any -a $line[1] = none
end

function __permlint_on_option
    string match -q -- '-*' (commandline -ct)
end

# KEY=VALUE: the keys; behind the sign the levels of a rule or the files of a format.
function __permlint_pairs
    set -l token (commandline -ct | string replace -r '^(--output=|--rule=|-o)' '')
    set -l pair (string split -m 1 = -- $token)
    if test (count $pair) -lt 2
        printf '%s=\\n' $argv
    else if contains -- $pair[1] $__permlint_formats
        printf "$pair[1]=%s\\n" (__fish_complete_path $pair[2])
    else
        printf "$pair[1]=%s\\n" $__permlint_levels
    end
end
`;
