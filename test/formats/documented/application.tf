# Everything that a registration can say in one resource of azuread, as its documentation shows it.
data "azuread_client_config" "current" {}

resource "azuread_application" "orders" {
  display_name     = "Orders"
  identifier_uris  = ["api://orders"]
  logo_image       = filebase64("orders.png")
  owners           = [data.azuread_client_config.current.object_id]
  sign_in_audience = "AzureADMultipleOrgs"

  api {
    mapped_claims_enabled          = true
    requested_access_token_version = 2
    known_client_applications      = [azuread_application.storefront.client_id]

    oauth2_permission_scope {
      admin_consent_description  = "Read the orders of the signed-in user."
      admin_consent_display_name = "Read orders"
      id                         = "6f1f2b0e-6a53-4f57-9f0e-0d9d5e3c0b11"
      type                       = "User"
      value                      = "Orders.Read"
    }
  }

  app_role {
    allowed_member_types = ["User", "Application"]
    description          = "Reads every order"
    display_name         = "Reader"
    id                   = "0e2c1f5a-8d2b-4a55-8a3c-6f0b7f1d9c22"
    value                = "Orders.Read.All"
  }

  feature_tags {
    enterprise = true
  }

  optional_claims {
    id_token {
      name                  = "groups"
      additional_properties = ["emit_as_roles"]
    }
  }

  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000"

    resource_access {
      id   = "e1fe6dd8-ba31-4d61-89e7-88639da4683d"
      type = "Scope"
    }
  }

  required_resource_access {
    resource_app_id = "c5393580-f805-4401-95e8-94b7a6ef2fc2"

    resource_access {
      id   = "594c1fb6-4f81-4475-ae41-0c394909246c"
      type = "Role"
    }
  }

  web {
    homepage_url  = "https://orders.contoso.example"
    logout_url    = "https://orders.contoso.example/signout"
    redirect_uris = ["https://orders.contoso.example/signin"]

    implicit_grant {
      id_token_issuance_enabled = true
    }
  }

  password {
    display_name = "first"
    end_date     = timeadd(timestamp(), "4320h")
  }
}

resource "azuread_application" "storefront" {
  display_name = "Storefront"
}
