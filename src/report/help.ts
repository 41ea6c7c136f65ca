/** How to learn more of a rule: a command, as long as the pages of the rules have no address. */
export function helpFor(rule: string): string {
  return `permlint explain ${rule}`;
}
