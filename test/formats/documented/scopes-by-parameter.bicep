extension microsoftGraphV1

// What is asked for and granted is handed over by a caller.
param suffix string
param displayName string?
param scopes array
param graphPrincipalId string

var base = 'portal'
var graphAppId = '00000003-0000-0000-c000-000000000000'

resource portal 'Microsoft.Graph/applications@v1.0' = {
  displayName: displayName == null ? '${base}-${suffix}' : '${displayName}-${base}-${suffix}'
  uniqueName: uniqueString(base, suffix)
  requiredResourceAccess: [
    {
      resourceAppId: graphAppId
      resourceAccess: [ for (scope, i) in scopes: {
          id: scopes[i].id
          type: 'Scope'
        }
      ]
    }
  ]
}

resource portalPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: portal.appId
}

resource grants 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = [
  for (scope, i) in scopes: {
    clientId: portalPrincipal.id
    resourceId: graphPrincipalId
    consentType: 'AllPrincipals'
    scope: scopes[i].value
  }
]

output granted array = [for (scope, i) in scopes: scopes[i].value]
