package dev.keyturn.wire;

import java.util.List;

/** The webhooks of a tenant. */
public record WebhookList(List<Webhook> webhooks) {}
