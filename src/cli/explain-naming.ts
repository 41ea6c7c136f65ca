import type { Catalog, MemberType, Naming, Permission } from '../catalog/types.js';
import type { Row } from './command-output.js';

/** What a permission's name says, as `explain -f json` prints it. */
export type NamingFacts = { readonly [Key in keyof Naming]: string | null };

/** What the name says; null for APIs whose names follow no pattern. */
export function namingFacts(catalog: Catalog, permission: Permission): NamingFacts | null {
  const naming = catalog.naming(permission);
  if (naming === undefined) return null;
  const { resource, operation, operationMeaning, constraint, reach } = naming;
  return {
    resource: resource ?? null,
    operation: operation ?? null,
    operationMeaning: operationMeaning ?? null,
    constraint: constraint ?? null,
    reach: reach ?? null,
  };
}

/** How far it reaches, and the parts of the name that say so. */
export function namingRows({ resource, operation, operationMeaning, constraint, reach }: NamingFacts): readonly Row[] {
  const rows: Row[] = [['reach', reach ?? 'the name does not say']];
  if (resource !== null && operation !== null) {
    const isClear = operationMeaning === null || operationMeaning === operation.toLowerCase();
    const meaning = isClear ? '' : ` (${operationMeaning})`;
    const last = constraint === null ? 'no constraint' : `constraint ${constraint}`;
    rows.push(['name', `resource ${resource}, operation ${operation}${meaning}, ${last}`]);
  }
  return rows;
}

/** A type of members that a permission reveals: their names, or every property. */
export interface RevealedFacts {
  /** `*`: every type. */
  readonly type: string;
  /** Several of the type in words. */
  readonly words: string;
  readonly names: boolean;
  readonly everything: boolean;
}

/** The types of members for which this permission is the one to ask for. */
export function revealedFacts(catalog: Catalog, { id, kind }: Permission): readonly RevealedFacts[] {
  if (catalog.revealsEveryMember()[kind].id === id) {
    return [{ type: '*', words: 'every type', names: true, everything: true }];
  }
  return catalog.memberTypes().flatMap(({ type, words, least, full }: MemberType) => {
    const [names, everything] = [least[kind].id === id, full[kind].id === id];
    return names || everything ? [{ type, words, names, everything }] : [];
  });
}

/** What is revealed in words: members come with id and type alone where nothing reveals them. */
export function revealsText(revealed: readonly RevealedFacts[]): string {
  if (revealed.some(({ type }) => type === '*')) return `members of every type come with names${otherwise}`;
  const members = revealed.filter(({ type, words }) => type !== words);
  const whole = members.filter(({ everything }) => everything);
  const named = members.filter(({ everything }) => !everything);
  const texts = [
    ...(whole.length === 0 ? [] : [`members that are ${listed(whole)} come with every property${otherwise}`]),
    ...(named.length === 0 ? [] : [`members that are ${listed(named)} come with names${otherwise}`]),
    ...revealed.filter(({ type, words }) => type === words).map(({ words }) => words),
  ];
  return texts.join('; ');
}

const otherwise = ', not just id and type';

const listed = (revealed: readonly RevealedFacts[]): string => revealed.map(({ words }) => words).join(' or ');
