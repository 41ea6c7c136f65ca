variable "team_permission" {
  description = "The id of one more application permission of Microsoft Graph."
  type        = string
}
