// The build writes what package.json says in place of these names, so that no run reads that file.
declare const PERMLINT_VERSION: string;

/** The version of this package. */
export const version: string = PERMLINT_VERSION;

declare const PERMLINT_HOMEPAGE: string;

/** The project's address, as package.json has it; empty while it has none. */
export const homepage: string = PERMLINT_HOMEPAGE;
