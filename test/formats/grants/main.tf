resource "azuread_application" "sync" {
  display_name = "Contoso Sync"

  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000"

    resource_access {
      id   = "df021288-bdef-4463-88db-98f22de89214"
      type = "Role"
    }
  }
}

resource "azuread_service_principal" "sync" {
  client_id = azuread_application.sync.client_id
}

data "azuread_service_principal" "graph" {
  client_id = "00000003-0000-0000-c000-000000000000"
}

resource "azuread_app_role_assignment" "declared" {
  app_role_id         = "df021288-bdef-4463-88db-98f22de89214"
  principal_object_id = azuread_service_principal.sync.object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}

resource "azuread_app_role_assignment" "takeover" {
  app_role_id         = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"
  principal_object_id = azuread_service_principal.sync.object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}

resource "azuread_service_principal_delegated_permission_grant" "all" {
  service_principal_object_id          = azuread_service_principal.sync.object_id
  resource_service_principal_object_id = data.azuread_service_principal.graph.object_id
  claim_values                         = ["Mail.Read"]
}
