import {
  type CompletionModel,
  commandsTaking,
  type Flag,
  flagsFor,
  flagsWithValue,
  spellings,
} from './completion-model.js';

/** The completion script for zsh: a file of its own in `fpath`, or evaluated after `compinit`. */
export function zshScript(model: CompletionModel): string {
  const lists = [
    ['commands', model.commands],
    ['rules', model.ruleIds],
    ['levels', model.levels],
    ['formats', model.formats],
    ['shells', model.shells],
    ['actions', model.actions],
    ['with_value', flagsWithValue(model).flatMap(spellings)],
  ] as const;
  const declared = lists.map(([name, words]) => `typeset -ga _permlint_${name}=(${words.join(' ')})\n`).join('');
  return `${head}
${declared}${offers}
_permlint_operand() {
  case $permlint_command in
    '')
      if ((permlint_operands == 0)); then compadd -a _permlint_commands; fi
      _files ;;
    ${commandsTaking(model, 'file').join(' | ')}) _files ;;
    ${commandsTaking(model, 'rule').join(' | ')}) if ((permlint_operands == 0)); then compadd -a _permlint_rules; fi ;;
    ${commandsTaking(model, 'shell').join(' | ')}) if ((permlint_operands == 0)); then compadd -a _permlint_shells; fi ;;
    ${commandsTaking(model, 'action').join(' | ')}) if ((permlint_operands == 0)); then compadd -a _permlint_actions; else _files; fi ;;
  esac
}

_permlint_specs() {
  case $1 in
${model.commands.map((command) => commandCase(model, command)).join('')}  esac
}
${entry}`;
}

function commandCase(model: CompletionModel, command: CompletionModel['commands'][number]): string {
  const specs = flagsFor(model, command).flatMap(flagSpecs);
  return `    ${command}) specs=(\n${specs.map((spec) => `      ${quote(spec)}\n`).join('')}    ) ;;\n`;
}

/** One line of `_arguments` for each spelling: what it excludes, how it is written, what it is, what follows. */
function flagSpecs(flag: Flag): readonly string[] {
  const { long, value, isValueOptional, isMultiple, about } = flag;
  const all = spellings(flag).join(' ');
  const before = isMultiple ? '*' : `(${all})`;
  const said = about === '' ? '' : `[${about.replace(/[\\[\]:]/g, '\\$&')}]`;
  const follows = value === undefined ? '' : `${isValueOptional ? '::' : ':'}value:${action(flag)}`;
  return spellings(flag).map((spelling) => {
    const joined = value === undefined ? '' : spelling !== long ? '+' : isValueOptional ? '=-' : '=';
    return `${before}${spelling}${joined}${said}${follows}`;
  });
}

function action({ value, choices }: Flag): string {
  if (value === 'choice') return `(${choices.join(' ')})`;
  if (value === 'file') return '_files';
  if (value === 'output') return '_permlint_output';
  return value === 'rule' ? '_permlint_rule_levels' : ' ';
}

function quote(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}

const head = `#compdef permlint
# Completion of permlint for zsh. In ~/.zshrc, below compinit:
#   eval "$(permlint completion zsh)"
# or once, into a folder of $fpath:
#   permlint completion zsh > "\${fpath[1]}/_permlint"
`;

const offers = `
_permlint_rule_levels() {
  if compset -P '*='; then compadd -a _permlint_levels; else compadd -S = -a _permlint_rules; fi
}

_permlint_output() {
  if compset -P '*='; then _files; else compadd -S = -a _permlint_formats; fi
}
`;

const entry = `
_permlint() {
  local permlint_command= word option= ended=
  local -a specs
  integer permlint_operands=0
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n $option ]]; then
      option=
    elif [[ -z $ended && $word == -- ]]; then
      ended=1
    elif [[ -z $ended && $word == -?* ]]; then
      if ((\${_permlint_with_value[(Ie)$word]})); then option=$word; fi
    elif [[ -z $ended && -z $permlint_command && $permlint_operands == 0 ]] &&
      ((\${_permlint_commands[(Ie)$word]})); then
      permlint_command=$word
    else
      ((permlint_operands++))
    fi
  done
  _permlint_specs \${permlint_command:-lint}
  _arguments -S $specs '*: :_permlint_operand'
}

if [[ \${funcstack[1]} == _permlint ]]; then
  _permlint "$@"
else
  compdef _permlint permlint
fi
`;
