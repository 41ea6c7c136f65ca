// The build writes the version of package.json in its place, so that no run reads that file.
declare const PERMLINT_VERSION: string;

/** The version of this package. */
export const version: string = PERMLINT_VERSION;
