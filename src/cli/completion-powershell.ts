import {
  type CompletionModel,
  commandsTaking,
  type Flag,
  flagsFor,
  flagsWithValue,
  spellings,
} from './completion-model.js';

/** The completion script for PowerShell 5.1 and later. */
export function powershellScript(model: CompletionModel): string {
  const options = model.commands.map(
    (command) => `    ${command} = ${list(flagsFor(model, command).flatMap(words))}\n`,
  );
  return `${head}
Register-ArgumentCompleter -Native -CommandName @('permlint', 'permlint.cmd', 'permlint.ps1') -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)

  $commands = ${list(model.commands)}
  $rules = ${list(model.ruleIds)}
  $levels = ${list(model.levels)}
  $formats = ${list(model.formats)}
  $withValue = ${list(flagsWithValue(model).flatMap(spellings))}
  $options = @{
${options.join('')}  }
  $values = @{
${model.flags.flatMap(valueEntry).join('')}  }
  $takesRule = ${list(commandsTaking(model, 'rule'))}
  $takesShell = ${list(commandsTaking(model, 'shell'))}
  $shells = ${list(model.shells)}
  $takesAction = ${list(commandsTaking(model, 'action'))}
  $actions = ${list(model.actions)}
${body}`;
}

function words(flag: Flag): readonly string[] {
  const withValues = flag.isValueOptional ? flag.choices.map((choice) => `${flag.long}=${choice}`) : [];
  return [...spellings(flag), ...withValues];
}

/** `@()` keeps a list of one word a list. */
function list(items: readonly string[]): string {
  return `@(${items.map((item) => `'${item.replace(/'/g, "''")}'`).join(', ')})`;
}

function valueEntry(flag: Flag): readonly string[] {
  const { value, choices } = flag;
  const offered =
    value === 'choice'
      ? list(choices)
      : value === 'output'
        ? "@($formats | ForEach-Object { $_ + '=' })"
        : value === 'rule'
          ? "@($rules | ForEach-Object { $_ + '=' })"
          : undefined;
  return offered === undefined ? [] : spellings(flag).map((spelling) => `    '${spelling}' = ${offered}\n`);
}

const head = `# Completion of permlint for PowerShell. In $PROFILE:
#   permlint completion powershell | Out-String | Invoke-Expression
`;

const body = `
  $written = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    ForEach-Object { $_.Extent.Text })
  $command = ''
  $option = ''
  $ended = $false
  $operands = 0
  foreach ($word in $written) {
    if ($option -ne '') { $option = '' }
    elseif (-not $ended -and $word -eq '--') { $ended = $true }
    elseif (-not $ended -and $word -like '-?*') { if ($withValue -ccontains $word) { $option = $word } }
    elseif (-not $ended -and $command -eq '' -and $operands -eq 0 -and $commands -ccontains $word) { $command = $word }
    else { $operands++ }
  }

  $lead = ''
  $offered = @()
  $current = $wordToComplete
  if ($option -eq '' -and -not $ended -and $current -match '^(--[a-z-]+)=') {
    $option = $Matches[1]
    $lead = $Matches[0]
    $current = $current.Substring($lead.Length)
  }
  if ($option -ne '') {
    if ($values.ContainsKey($option)) { $offered = $values[$option] }
    if ($option -eq '--rule' -and $current -match '^[^=]+=') {
      $offered = @($levels | ForEach-Object { $Matches[0] + $_ })
    }
  }
  elseif (-not $ended -and $current -like '-*') {
    $key = if ($command -eq '') { 'lint' } else { $command }
    $offered = $options[$key]
  }
  elseif ($operands -eq 0 -and $command -eq '') { $offered = $commands }
  elseif ($operands -eq 0 -and $takesRule -contains $command) { $offered = $rules }
  elseif ($operands -eq 0 -and $takesShell -contains $command) { $offered = $shells }
  elseif ($operands -eq 0 -and $takesAction -contains $command) { $offered = $actions }

  $offered | Where-Object { $_.StartsWith($current, [StringComparison]::Ordinal) } | ForEach-Object {
    $kind = if ($_ -like '-*') { 'ParameterName' } else { 'ParameterValue' }
    [System.Management.Automation.CompletionResult]::new($lead + $_, $_, $kind, $_)
  }
  # Where nothing is offered, PowerShell offers files; beside the commands they are offered here.
  if ($option -eq '' -and $command -eq '' -and $operands -eq 0 -and $current -notlike '-*') {
    [System.Management.Automation.CompletionCompleters]::CompleteFilename($current)
  }
}
`;
