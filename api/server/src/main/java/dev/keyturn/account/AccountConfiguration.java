package dev.keyturn.account;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.ClientAddress;
import dev.keyturn.session.SecondFactors;
import dev.keyturn.session.Sessions;
import dev.keyturn.tenant.Members;
import dev.keyturn.tenant.People;
import dev.keyturn.tenant.Tenants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Accounts of people. */
@Configuration(proxyBeanMethods = false)
public class AccountConfiguration {
    @Bean
    Links links(JdbcClient jdbc) {
        return new Links(jdbc);
    }

    @Bean
    PeopleDesk.Access access(Sessions sessions, SecondFactors secondFactors) {
        return new PeopleDesk.Access(sessions, secondFactors);
    }

    @Bean
    Invitations.Accounts accounts(People people, Sessions sessions) {
        return new Invitations.Accounts(people, sessions);
    }

    @Bean
    Invitations invitations(
            TransactionOperations transactions,
            Links links,
            Members members,
            Invitations.Accounts accounts,
            Audit audit) {
        return new Invitations(transactions, links, members, accounts, audit);
    }

    @Bean
    OwnAccount.Registers registers(People people, Tenants tenants, Members members) {
        return new OwnAccount.Registers(people, tenants, members);
    }

    @Bean
    OwnAccount ownAccount(
            TransactionOperations transactions,
            OwnAccount.Registers registers,
            PeopleDesk.Access access,
            Links links,
            Audit audit) {
        return new OwnAccount(transactions, registers, access, links, audit);
    }

    @Bean
    PeopleDesk peopleDesk(
            TransactionOperations transactions, Members members, Links links, PeopleDesk.Access access, Audit audit) {
        return new PeopleDesk(transactions, members, links, access, audit);
    }

    @Bean
    PeopleController peopleController(PeopleDesk desk, Invitations invitations) {
        return new PeopleController(desk, invitations);
    }

    @Bean
    AccountController accountController(OwnAccount account) {
        return new AccountController(account);
    }

    @Bean
    LinkController linkController(Invitations invitations, OwnAccount account, ClientAddress addresses) {
        return new LinkController(invitations, account, addresses);
    }
}
