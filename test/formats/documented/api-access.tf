# A registration in parts, and a grant for all users.
data "azuread_application_published_app_ids" "well_known" {}

data "azuread_service_principal" "graph" {
  client_id = data.azuread_application_published_app_ids.well_known.result["MicrosoftGraph"]
}

resource "azuread_application_registration" "mailer" {
  display_name = "Mailer"
}

resource "azuread_application_api_access" "graph" {
  application_id = azuread_application_registration.mailer.id
  api_client_id  = data.azuread_application_published_app_ids.well_known.result["MicrosoftGraph"]

  role_ids = [
    data.azuread_service_principal.graph.app_role_ids["Mail.Send"],
  ]

  scope_ids = [
    data.azuread_service_principal.graph.oauth2_permission_scope_ids["User.Read"],
  ]
}

resource "azuread_service_principal" "mailer" {
  client_id = azuread_application_registration.mailer.client_id
}

resource "azuread_service_principal_delegated_permission_grant" "mailer" {
  service_principal_object_id          = azuread_service_principal.mailer.object_id
  resource_service_principal_object_id = data.azuread_service_principal.graph.object_id
  claim_values                         = ["openid", "User.Read"]
}
