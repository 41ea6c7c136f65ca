import type { Command } from './option-table.js';

/** Everything that `--help` prints of all commands; docs/help.txt holds the same, and a test compares. */
export const helpText = `Usage: permlint [lint] [options] [file | folder | glob | -]...
       permlint explain <rule | permission | id | API | AADSTS code>
       permlint resolve [--as <tool>] <permission | id>...
       permlint least [--for <file>] ["GET /users" | file | -]...
       permlint diagnose [options] [text | file | -]
       permlint init | rules | config [file] | completion <shell>
       permlint baseline [--prune] [path]...
       permlint waive <rule> --app <name> --reason <text> --expires <day>
       permlint fetch [--cloud <name>] [folder]
       permlint data refresh | import <file> | describe [API] | diff <a> [b]
       permlint help [command] | version

Lints Microsoft Entra app registrations for permission faults. Without a path
it looks through the working directory; - reads standard input. A permission is
[API/]Name[:application|:delegated], or an id or its first 8 digits.

Input:
      --staged                  Lint what git has staged, not the files
      --stdin-filename <path>   Name to use for text read from -
      --allow-empty             Exit 0 when no app registration is found
      --skip-others             Pass over named files that are no registration
      --force-exclude           Leave out what ignore names, also when named
      --no-ignore               Read what .gitignore, .permlintignore leave out
Rules:
  -c, --config <file>           Config [default: nearest permlint.yaml];
                                --no-config for none
      --rule <id=level>         Set one rule: off or a severity; repeatable
      --baseline <file>         Count only what is not recorded there
                                [default: the config's]; --no-baseline
      --no-waivers              Count what waivers accept, too
      --fail-on <severity>      Lowest severity that fails the run: info, low,
                                medium, high, critical, never [default: high]
      --exit-zero               Exit 0 in spite of findings
Output:
  -f, --format <name>           pretty, concise, json, sarif, github, gitlab,
                                junit, checkstyle, markdown [default: pretty]
  -o, --output <format=file>    Write a report to a file; repeatable
      --category <name>         Name of this analysis, in SARIF
      --fix[=unsafe]            Correct files: what is safe, or all
      --diff                    Show what --fix would do, and write nothing
      --color <when>            auto, always, never [default: auto]; --no-color
      --hyperlinks <when>       auto, always, never [default: auto]
      --no-progress             No line that tells how far the run is
  -v, --verbose                 List what is requested, info findings, timings
  -q, --quiet                   No notices and no summary line
Explain:
      --paths                   List every call that a permission opens
Resolve and least:
      --as <tool>               Print what to paste: manifest, pulumi,
                                terraform, bicep, az, powershell
      --delegated               Delegated permissions only
      --application             Application permissions only
Least:
      --personal                Delegated, for personal accounts
      --calls <file>            Calls: text, NDJSON, HAR, API manifest, log
      --for <file>              Compare with a registration: missing, unused
      --app <id>                Of a log, the calls of one application
Diagnose:
      --status <code>           HTTP status of the answer
      --body <text>             Its body: text, a file or -
      --header <line>           One of its headers, "Name: value"; repeatable
      --call <call>             What was called: "GET /users", or a URL
      --token <file>            The token it was made with, a file or -; it is
                                decoded here, never sent and never shown
      --manifest <file>         The registration of the application, any form
Waive:
      --app <name | id>         The application that it is for
      --file <path | glob>      The files that it is for
      --permission <API/name>   The permissions that it is for
      --reason <text>           Why: ten characters at least
      --expires <day>           Its last day, at most 400 days ahead
      --permanent               It has no end
      --owner <name>            Who answers for it
      --ticket <id>             Where it was decided
Baseline:
      --prune                   Drop the entries that are fixed
Data and fetch:
      --cloud <name>            Cloud of the tenant: global, usgov, usgov-dod,
                                china [default: the config's, else global]
      --endpoint <url>          Ask another server for Microsoft Graph's data
Fetch:
      --fresh                   Start anew, not where an earlier run left off
Data:
      --catalog <file>          What refresh and import write
                                [default: permlint.catalog.json]
      --exit-code               Exit 1 when diff finds that something differs
Other:
      --debug                   Show where a bug happened
  -h, --help                    Print this
      --version                 Print the version

Examples:
  permlint apps/ 'infra/**/*.json'
  az ad app show --id <id> | permlint - --stdin-filename app.json
  permlint -o sarif=permlint.sarif -o markdown=summary.md apps/
  permlint explain Mail.Read
  permlint resolve --as terraform --delegated User.Read Mail.Send
  permlint least --application "GET /users" "GET /groups/{id}/members"
  permlint diagnose --call "GET /users" --manifest app.json response.txt
Exit codes: 0 clean, 1 findings, 2 could not run or nothing to lint
`;

/** The commands whose options have a section of their own. */
const sectionsOf: Readonly<Partial<Record<Command, readonly string[]>>> = {
  explain: ['Explain'],
  resolve: ['Resolve and least'],
  least: ['Resolve and least', 'Least'],
  diagnose: ['Diagnose'],
  waive: ['Waive'],
  baseline: ['Baseline'],
  data: ['Data and fetch', 'Data'],
  fetch: ['Data and fetch', 'Fetch'],
};

/** How to begin with a command, after its usage line. */
const beginningsOf: Readonly<Partial<Record<Command, string>>> = {
  diagnose: `Tells why a call or a sign-in was refused. Hand over what you have: the body or
the whole answer, a log line, an AADSTS code, a HAR file, a token on standard
input. Each more that is known (--call, --token, --manifest) makes it surer.

Examples:
  permlint diagnose AADSTS65001
  permlint diagnose --call "GET /users" --manifest app.json response.txt
  pbpaste | permlint diagnose --call "GET /users" --status 403 --token -
  permlint diagnose -v session.har      all steps of every cause
  permlint diagnose -f json error.log   for programs
Exit codes: 0 a cause was found, 1 guesses only, 2 nothing usable

`,
};

/** The help of a command: its usage and its options. That of `lint`, and of none, is one screen with examples. */
export function helpOf(command: Command | undefined): string {
  const [usage = '', ...sections] = helpText.split(/^(?=[A-Z][^\n]*:\n)/m);
  const own = command === undefined ? undefined : sectionsOf[command];
  const titleOf = (section: string): string => section.slice(0, section.indexOf(':'));
  if (own !== undefined) {
    const line = usage.split('\n').find((each) => each.includes(`permlint ${command} `)) ?? '';
    const title = `Usage: ${line.trim()}`;
    const beginning = (command && beginningsOf[command]) ?? '';
    return `${title}\n\n${beginning}${sections
      .filter((each) => [...own, 'Other'].includes(titleOf(each)))
      .join('')
      .trimEnd()}\n`;
  }
  const others = new Set(Object.values(sectionsOf).flat());
  const note = '\nOptions of the other commands: permlint help <command>\n';
  return (
    usage +
    sections
      .filter((each) => !others.has(titleOf(each)))
      .join('')
      .replace(/\nExamples:/, `${note}Examples:`)
  );
}
