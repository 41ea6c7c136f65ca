// How Pulumi names the resources of Terraform's providers, and what older versions of azuread called their properties.

/** The token of a resource by its name, whatever the case of the first letter: `azuread:index/application:Application`. */
export function typeToken(provider: string, name: string): string {
  const [first, rest] = [name.charAt(0), name.slice(1)];
  return `${provider}:index/${first.toLowerCase()}${rest}:${first.toUpperCase()}${rest}`;
}

type Names = Readonly<Record<string, string>>;

/** Major 2 called the client id `application_id` (upgrade guide to 3.0, hashicorp/terraform-provider-azuread). */
const ofRegistration: Names = { applicationId: 'clientId' };

/** And resources that are a part of a registration said by this name which one it is. */
const ofPart: Names = { applicationObjectId: 'applicationId', authorizedAppId: 'authorizedClientId' };

const registrations: ReadonlySet<string> = new Set(
  ['application', 'applicationRegistration', 'servicePrincipal'].map((name) => typeToken('azuread', name)),
);

/** The names of today by those that they had, for the properties of a resource by its token. */
export function olderNames(type: string): Names {
  return registrations.has(type) ? ofRegistration : ofPart;
}
