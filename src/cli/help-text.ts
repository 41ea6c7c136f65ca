/** What `--help` prints: one screen. docs/help.txt holds the same, and a test compares. */
export const helpText = `Usage: permlint [lint] [options] [file | folder | glob | -]...
       permlint explain <rule | permission | id | API>
       permlint resolve [--as <tool>] <permission | id>...
       permlint least [--for <file>] ["GET /users" | file | -]...
       permlint rules | help | version

Lints Microsoft Entra app registrations for permission faults. Without a path
it looks through the working directory; - reads standard input. A permission is
[API/]Name[:application|:delegated], or an id or its first 8 digits.

Input:
      --stdin-filename <path>   Name to use for text read from -
      --allow-empty             Exit 0 when no app registration is found
      --skip-others             Pass over named files that are no registration
      --no-ignore               Read what .gitignore, .permlintignore leave out
Rules:
      --fail-on <severity>      Lowest severity that fails the run: info, low,
                                medium, high, critical, never [default: high]
      --exit-zero               Exit 0 in spite of findings
Output:
  -f, --format <name>           pretty, concise, json [default: pretty]
      --color <when>            auto, always, never [default: auto]; --no-color
  -v, --verbose                 List what is requested, and info findings
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
Other:
      --debug                   Show where a bug happened
  -h, --help                    Print this
      --version                 Print the version

Examples:
  permlint apps/ 'infra/**/*.json'
  az ad app show --id <id> | permlint - --stdin-filename app.json
  permlint explain Mail.Read
  permlint resolve --as terraform --delegated User.Read Mail.Send
  permlint least --application "GET /users" "GET /groups/{id}/members"
Exit codes: 0 clean, 1 findings, 2 could not run or nothing to lint
`;
