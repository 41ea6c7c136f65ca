extension microsoftGraph

@description('Id of a role of the API')
param roleId string

resource warehouse 'Microsoft.Graph/applications@v1.0' existing = {
  uniqueName: 'warehouse'
}

resource warehousePrincipal 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: warehouse.appId
}

resource clerk 'Microsoft.Graph/applications@v1.0' existing = {
  uniqueName: 'clerk'
}

resource clerkPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: clerk.appId
}

resource assignment 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: clerkPrincipal.id
  resourceId: warehousePrincipal.id
  appRoleId: roleId
}
