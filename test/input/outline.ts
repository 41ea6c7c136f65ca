import { type Origin, readText } from '../../src/input/read.js';
import type { InputItem } from '../../src/input/source.js';
import type { Application, ClientFacts } from '../../src/model/application.js';
import type { Fact } from '../../src/model/fact.js';
import { lineRanges, type Place } from '../../src/model/place.js';
import type { Problem } from '../../src/model/problem.js';

/** All that a text gives. */
export function itemsOf(text: string, origin: Origin = 'named'): InputItem[] {
  return [...readText('app.json', text, origin)];
}

/** The applications of a text. */
export function applicationsOf(text: string): Application[] {
  return itemsOf(text).flatMap((item) => (item.kind === 'application' ? [item.application] : []));
}

/** The problems of a text. */
export function problemsOf(text: string, origin: Origin = 'named'): Problem[] {
  return itemsOf(text, origin).flatMap((item) => (item.kind === 'problem' ? [item.problem] : []));
}

/** What a text gives, one line for each thing that is read: `word value line:column`. */
export function outline(text: string, origin: Origin = 'named'): string[] {
  return itemsOf(text, origin).flatMap((item) => {
    if (item.kind === 'application') return applicationLines(item.application);
    if (item.kind === 'program') return [`program: ${item.program.format}`];
    return [item.kind === 'problem' ? problemLine(item.problem) : `passed over: ${item.reason}`];
  });
}

/** `kind line:column-endLine:endColumn message` */
export function problemLine({ kind, at, message }: Problem): string {
  return `${kind} ${spanText(at)} ${message}`;
}

/** `line:column`, or `nowhere`. */
export function placeText(at: Place): string {
  const [range] = lineRanges(at.document, [at]);
  return range === undefined ? 'nowhere' : `${range.line}:${range.column}`;
}

/** `line:column-endLine:endColumn`, or `nowhere`. */
export function spanText(at: Place): string {
  const [range] = lineRanges(at.document, [at]);
  return range === undefined ? 'nowhere' : `${range.line}:${range.column}-${range.endLine}:${range.endColumn}`;
}

function applicationLines(application: Application): string[] {
  const { name, appId, objectId, audience, tokenVersion, requests, resourceSpecific, clients } = application;
  const facts = { name, appId, objectId, audience, tokenVersion };
  return [
    `application ${application.names} ${placeText(application.at)}`,
    ...Object.entries(facts).flatMap(([word, fact]) => (isAbsent(fact) ? [] : [`${word} ${factText(fact)}`])),
    ...application.apis.flatMap((api) => (api.isEmpty ? [`empty ${factText(api.api)}`] : [])),
    ...requests.map(
      ({ api, permission, kind }) => `request ${factText(api)} ${factText(permission)} ${factText(kind)}`,
    ),
    ...resourceSpecific.map(({ name: permission, kind }) => `specific ${factText(permission)} ${factText(kind)}`),
    ...(clients === undefined ? [] : clientLines(clients)),
  ];
}

function clientLines(clients: ClientFacts): string[] {
  const { redirectUris, identifierUris, exposedScopes, preAuthorizedClients, tags } = clients;
  const { appRoles, logoutUrl, passwords, certificates, allowsPublicClient } = clients;
  return [
    ...redirectUris.items.map(({ platform, uri }) => `redirect ${platform} ${factText(uri)}`),
    ...identifierUris.items.map((uri) => `identifier ${factText(uri)}`),
    ...exposedScopes.items.map(({ value }) => `exposes ${factText(value)}`),
    ...preAuthorizedClients.items.map(({ scopeCount, at }) => `trusts ${scopeCount} ${placeText(at)}`),
    ...tags.items.map((tag) => `tag ${factText(tag)}`),
    ...appRoles.items.map((at) => `role ${placeText(at)}`),
    ...passwords.items.map((at) => `password ${placeText(at)}`),
    ...certificates.items.map((at) => `certificate ${placeText(at)}`),
    ...(isAbsent(logoutUrl) ? [] : [`logout ${factText(logoutUrl)}`]),
    ...(isAbsent(allowsPublicClient) ? [] : [`public ${factText(allowsPublicClient)}`]),
  ];
}

function isAbsent(fact: Fact<unknown> | undefined): fact is undefined {
  return fact === undefined || (fact.known && fact.value === undefined);
}

function factText(fact: Fact<unknown>): string {
  const value = fact.known ? String(fact.value) : `<${fact.why}${fact.raw === undefined ? '' : ` ${fact.raw}`}>`;
  return `${value} ${placeText(fact.at)}`;
}
