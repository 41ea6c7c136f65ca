/** How to learn more of a rule: a command, as long as the pages of the rules have no address. */
export function helpFor(rule: string): string {
  return `permlint explain ${rule}`;
}

/** The address of a rule's page below the project's homepage; undefined while that is not set, or is no web address. */
export function addressOf(rule: string, homepage: string): string | undefined {
  return /^https:\/\/\S+$/.test(homepage)
    ? `${homepage.replace(/[#?].*$|\/+$/g, '')}/docs/rules/${rule}.md`
    : undefined;
}
