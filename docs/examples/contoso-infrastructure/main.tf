data "azuread_application_published_app_ids" "well_known" {}

data "azuread_service_principal" "graph" {
  client_id = data.azuread_application_published_app_ids.well_known.result["MicrosoftGraph"]
}

locals {
  reads = ["GroupMember.Read.All", "User.ReadBasic.Al"]
}

resource "azuread_application" "directory_sync" {
  display_name = "Contoso Directory Sync"

  required_resource_access {
    resource_app_id = data.azuread_service_principal.graph.client_id

    dynamic "resource_access" {
      for_each = local.reads

      content {
        id   = data.azuread_service_principal.graph.app_role_ids[resource_access.value]
        type = "Role"
      }
    }

    resource_access {
      id   = var.team_permission
      type = "Role"
    }
  }
}
