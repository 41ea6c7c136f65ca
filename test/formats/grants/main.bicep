extension microsoftGraphV1

resource sync 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'contoso-sync'
  displayName: 'Contoso Sync'
  requiredResourceAccess: [
    {
      resourceAppId: '00000003-0000-0000-c000-000000000000'
      resourceAccess: [
        { id: 'df021288-bdef-4463-88db-98f22de89214', type: 'Role' }
      ]
    }
  ]
}

resource syncPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: sync.appId
}

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

resource declared 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  appRoleId: 'df021288-bdef-4463-88db-98f22de89214'
  principalId: syncPrincipal.id
  resourceId: graph.id
}

resource takeover 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  appRoleId: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8'
  principalId: syncPrincipal.id
  resourceId: graph.id
}

resource all 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {
  clientId: syncPrincipal.id
  resourceId: graph.id
  consentType: 'AllPrincipals'
  scope: 'Mail.Read'
}
