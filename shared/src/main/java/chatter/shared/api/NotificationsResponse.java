package chatter.shared.api;

import chatter.shared.notification.NotificationSettings;

/// Answer of `GET` and `PATCH /api/account/notifications`.
public record NotificationsResponse(NotificationSettings notifications) {}
