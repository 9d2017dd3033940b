package dev.keyturn.console;

import dev.keyturn.account.Invitations;
import dev.keyturn.account.OwnAccount;
import dev.keyturn.account.PeopleDesk;
import dev.keyturn.honey.Honeykeys;
import dev.keyturn.policy.Policies;
import dev.keyturn.policy.ViolationReader;
import dev.keyturn.session.Sessions;
import dev.keyturn.tenant.Environments;
import dev.keyturn.webhook.DeliveryLog;
import dev.keyturn.webhook.Webhooks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Pages about what is not a key: decoys, policies, webhooks, people. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {
    @Bean
    HoneykeyPages honeykeyPages(Honeykeys honeykeys, Environments environments) {
        return new HoneykeyPages(honeykeys, environments);
    }

    @Bean
    PolicyPages policyPages(Policies policies, ViolationReader violations) {
        return new PolicyPages(policies, violations);
    }

    @Bean
    WebhookPages webhookPages(Webhooks webhooks, DeliveryLog log) {
        return new WebhookPages(webhooks, log);
    }

    @Bean
    PeoplePages peoplePages(PeopleDesk desk, Invitations invitations) {
        return new PeoplePages(desk, invitations);
    }

    @Bean
    AccountPages accountPages(OwnAccount account, Sessions sessions) {
        return new AccountPages(account, sessions);
    }
}
