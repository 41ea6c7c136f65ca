# Names for ids through the service principal of Microsoft Graph; an API of the same module; people are no applications.
data "azuread_application_published_app_ids" "well_known" {}

resource "azuread_service_principal" "graph" {
  client_id    = data.azuread_application_published_app_ids.well_known.result.MicrosoftGraph
  use_existing = true
}

resource "azuread_application" "reader" {
  display_name = "Reader"

  required_resource_access {
    resource_app_id = data.azuread_application_published_app_ids.well_known.result["MicrosoftGraph"]

    resource_access {
      id   = azuread_service_principal.graph.app_role_ids["User.ReadBasic.All"]
      type = "Role"
    }

    resource_access {
      id   = azuread_service_principal.graph.oauth2_permission_scope_ids["User.Read"]
      type = "Scope"
    }
  }

  required_resource_access {
    resource_app_id = azuread_application.warehouse.client_id

    resource_access {
      id   = azuread_service_principal.warehouse.app_role_ids["Stock.Read.All"]
      type = "Role"
    }
  }
}

resource "azuread_service_principal" "reader" {
  client_id = azuread_application.reader.client_id
}

resource "azuread_app_role_assignment" "users" {
  app_role_id         = azuread_service_principal.graph.app_role_ids["User.ReadBasic.All"]
  principal_object_id = azuread_service_principal.reader.object_id
  resource_object_id  = azuread_service_principal.graph.object_id
}

resource "azuread_application" "warehouse" {
  display_name = "Warehouse"

  app_role {
    allowed_member_types = ["Application"]
    description          = "Reads the stock"
    display_name         = "Stock"
    id                   = "3d4c1b7a-7a44-4c57-b9bb-2f8f7f6f8e33"
    value                = "Stock.Read.All"
  }
}

resource "azuread_service_principal" "warehouse" {
  client_id = azuread_application.warehouse.client_id
}

resource "azuread_group" "clerks" {
  display_name     = "Clerks"
  security_enabled = true
}

resource "azuread_app_role_assignment" "clerks" {
  app_role_id         = "00000000-0000-0000-0000-000000000000"
  principal_object_id = azuread_group.clerks.object_id
  resource_object_id  = azuread_service_principal.warehouse.object_id
}
