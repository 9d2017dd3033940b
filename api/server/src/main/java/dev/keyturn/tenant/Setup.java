package dev.keyturn.tenant;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.Role;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The first tenant and its owner, on a database that has none. */
public final class Setup {
    private static final int TOKEN_BYTES = 24;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final People people;
    private final Tenants tenants;
    private final Members members;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Setup(JdbcClient jdbc, TransactionOperations transactions, People people, Audit audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.people = people;
        this.tenants = new Tenants(jdbc);
        this.members = new Members(jdbc);
        this.audit = audit;
    }

    /** Who becomes the owner of which tenant. */
    public record Owner(String email, Secret password, String tenantName) {}

    /** Whether there is nobody yet. */
    public boolean isOpen() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM person)")
                .query(Boolean.class)
                .single();
    }

    /** Creates the owner if there is nobody yet. */
    public void createOwnerIfNone(Owner owner) {
        transactions.executeWithoutResult(status -> {
            lock();
            if (isOpen()) {
                create(owner);
            }
        });
    }

    /** A token that lets whoever has it create the owner, once; empty if there is somebody. Ends any earlier one. */
    public Optional<Secret> openLink() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        Secret token = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        int opened = jdbc.sql("UPDATE installation SET setup_link_hash = :hash WHERE NOT EXISTS (SELECT FROM person)")
                .param("hash", hash(token))
                .update();
        return opened == 1 ? Optional.of(token) : Optional.empty();
    }

    /** Whether a token would be taken. */
    public boolean isGood(Secret token) {
        return isOpen() && MessageDigest.isEqual(linkHash(), hash(token));
    }

    /**
     * Creates the owner by a token.
     *
     * @throws ProblemException if the token is not the latest, or there is somebody already
     */
    public void complete(Secret token, Owner owner) {
        transactions.executeWithoutResult(status -> {
            lock();
            if (!isGood(token)) {
                throw ProblemException.of(
                        ProblemCode.FORBIDDEN,
                        "This link was used or replaced. The server prints a new one when it starts on an empty database.");
            }
            create(owner);
            jdbc.sql("UPDATE installation SET setup_link_hash = NULL").update();
        });
    }

    private void create(Owner owner) {
        String email = Email.checked(owner.email());
        UUID tenant = tenants.add(owner.tenantName());
        members.add(tenant, people.add(email, owner.password()), Role.OWNER, null);
        audit.record(
                new Audit.Actor(tenant, "keyturn", null),
                "tenant.create",
                tenant.toString(),
                Map.of("owner", email, "name", owner.tenantName()));
    }

    private void lock() {
        jdbc.sql("SELECT id FROM installation FOR UPDATE").query(UUID.class).single();
    }

    private byte[] linkHash() {
        return jdbc.sql("SELECT coalesce(setup_link_hash, '') FROM installation")
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    @RevealsPlaintext("only the token's hash is kept")
    private static byte[] hash(Secret token) {
        return Fingerprint.of(token.reveal()).bytes();
    }
}
