import {
  type CompletionModel,
  commandsTaking,
  type Flag,
  flagsFor,
  flagsWithValue,
  spellings,
} from './completion-model.js';

/** The completion script for bash 3.2 and later. */
export function bashScript(model: CompletionModel): string {
  const ofCommands = model.commands.map((command) => [
    `options-of-${command}`,
    flagsFor(model, command).flatMap(optionWords),
  ]);
  const lists = [
    ['commands', model.commands],
    ['rules', model.ruleIds],
    ['levels', model.levels],
    ['formats', model.formats],
    ['shells', model.shells],
    ['actions', model.actions],
    ['options-with-value', flagsWithValue(model).flatMap(spellings)],
    ...ofCommands,
  ] as const;
  const cases = lists.map(([name, words]) => `    ${name}) echo '${[words].flat().join(' ')}' ;;\n`).join('');
  return `${head}
_permlint_words() {
  case $1 in
${cases}  esac
}
${offers}
_permlint_offer_value() {
  local value=\${current#"$lead"}
  case $1 in
${model.flags.flatMap(valueCase).join('')}  esac
}

_permlint_offer_operand() {
  local command=$1 before=$2
  case $command in
    '')
      if ((before == 0)); then _permlint_offer commands; fi
      _permlint_offer_files ;;
${operandCases(model)}
  esac
}
${entry}`;
}

function operandCases(model: CompletionModel): string {
  return `\
    ${commandsTaking(model, 'file').join(' | ')}) _permlint_offer_files ;;
    ${commandsTaking(model, 'rule').join(' | ')}) if ((before == 0)); then _permlint_offer rules; fi ;;
    ${commandsTaking(model, 'shell').join(' | ')}) if ((before == 0)); then _permlint_offer shells; fi ;;
    ${commandsTaking(model, 'action').join(' | ')}) if ((before == 0)); then _permlint_offer actions; else _permlint_offer_files; fi ;;`;
}

/** An option whose value may be left out stands with each value, too. */
function optionWords(flag: Flag): readonly string[] {
  const withValues = flag.isValueOptional ? flag.choices.map((choice) => `${flag.long}=${choice}`) : [];
  return [...spellings(flag), ...withValues];
}

function valueCase(flag: Flag): readonly string[] {
  const offered = valueOffer(flag);
  return offered === undefined ? [] : [`    ${spellings(flag).join(' | ')}) ${offered} ;;\n`];
}

function valueOffer({ value, choices }: Flag): string | undefined {
  if (value === 'choice') return `_permlint_offer_words ${choices.join(' ')}`;
  if (value === 'file') return '_permlint_offer_files';
  if (value === 'output') return '_permlint_offer_pair formats _permlint_offer_files';
  if (value === 'rule') return '_permlint_offer_pair rules _permlint_offer levels';
  return undefined;
}

const head = `# Completion of permlint for bash. In ~/.bashrc:
#   eval "$(permlint completion bash)"
`;

const offers = `
# Offers the words that go on from what is written. Bash replaces only what stands behind its last = or :.
_permlint_offer_words() {
  local word
  for word in "$@"; do
    if [[ $lead$word == "$current"* ]]; then
      word=$lead$word
      COMPREPLY+=("\${word#"$kept"}")
    fi
  done
}

_permlint_offer() {
  _permlint_offer_words $(_permlint_words "$1")
}

# KEY=VALUE: the keys, or what is offered behind the sign.
_permlint_offer_pair() {
  if [[ $value == *=* ]]; then
    lead+=\${value%%=*}=
    "\${@:2}"
  else
    _permlint_offer_words $(_permlint_words "$1" | sed 's/ /= /g; s/$/=/')
    compopt -o nospace 2>/dev/null
  fi
}

# Bash completes files better itself, but not beside other words, and not before bash 4.
_permlint_offer_files() {
  local file
  if ((\${#COMPREPLY[@]} == 0)) && compopt -o default 2>/dev/null; then return; fi
  compopt -o filenames 2>/dev/null
  while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$typed")
}
`;

const entry = `
_permlint() {
  local IFS=$' \\t\\n' typed=\${COMP_WORDS[COMP_CWORD]} current= kept= lead= joined= option= command= ended=
  local word at last=-1 operands=0 commands=" $(_permlint_words commands) "
  local -a words
  COMPREPLY=()
  # Bash cuts words at = and :, here they are put together again.
  for ((at = 1; at <= COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    if ((last >= 0)) && [[ $joined || $word == [=:]* ]]; then words[last]+=$word; else words[++last]=$word; fi
    if [[ $word == *[=:] ]]; then joined=1; else joined=; fi
  done
  current=\${words[last]}
  if [[ $typed == *[=:] ]]; then typed=; fi
  kept=\${current%"$typed"}
  for ((at = 0; at < last; at++)); do
    word=\${words[at]}
    if [[ $option ]]; then
      option=
    elif [[ -z $ended && $word == -- ]]; then
      ended=1
    elif [[ -z $ended && $word == -?* ]]; then
      if [[ " $(_permlint_words options-with-value) " == *" $word "* ]]; then option=$word; fi
    elif [[ -z $ended && -z $command && $operands == 0 && $commands == *" $word "* ]]; then
      command=$word
    else
      ((operands++))
    fi
  done
  if [[ $option ]]; then
    _permlint_offer_value "$option"
  elif [[ -z $ended && $current == --*=* ]]; then
    lead=\${current%%=*}=
    _permlint_offer_value "\${current%%=*}"
  elif [[ -z $ended && $current == -* ]]; then
    _permlint_offer "options-of-\${command:-lint}"
  else
    _permlint_offer_operand "$command" "$operands"
  fi
}

complete -F _permlint permlint
`;
