extension microsoftGraphV1

// A managed identity stands in for a secret; roles of Microsoft Graph are granted by their names.
param cloud string = environment().name
param audiences object = {
  AzureCloud: { uri: 'api://AzureADTokenExchange' }
  AzureUSGovernment: { uri: 'api://AzureADTokenExchangeUSGov' }
}
param location string = resourceGroup().location
param name string = 'nightly-job'
param graphRoles array = ['Group.Read.All', 'Application.Read.All']

var issuer = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

resource job 'Microsoft.Graph/applications@v1.0' = {
  displayName: name
  uniqueName: name

  resource credential 'federatedIdentityCredentials@v1.0' = {
    name: '${job.uniqueName}/identity'
    description: 'The job\'s own identity'
    audiences: [
      audiences[cloud].uri
    ]
    issuer: issuer
    subject: identity.properties.principalId
  }
}

resource jobPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: job.appId
}

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

var graphAppRoles = graph.appRoles

resource grants 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [for (role, i) in graphRoles: {
  appRoleId: filter(graphAppRoles, graphAppRoles => graphAppRoles.value == role)[0].id
  principalId: jobPrincipal.id
  resourceId: graph.id
  }
]

resource account 'Microsoft.Automation/automationAccounts@2023-11-01' = if(graphRoles != []) {
  name: '${name}-runner'
  location: location
  properties: {
    sku: { name: 'Basic' }
  }
  resource runbook 'runbooks@2023-11-01' = {
    name: 'check'
    location: location
    properties: { runbookType: 'PowerShell72' }
  }
}

output appId string = job.appId
