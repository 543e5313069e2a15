package chatter.shared.api;

import chatter.shared.protocol.Role;

/// Body of `PATCH /api/accounts/{id}`. What is null stays as it is.
///
/// @param role `ADMIN` or `MEMBER`
public record ChangeAccountRequest(Role role, Boolean disabled) {}
