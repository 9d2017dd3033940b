package dev.keyturn.tenant;

import dev.keyturn.caller.PersonCaller.Person;
import dev.keyturn.caller.Role;
import dev.keyturn.key.Secret;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people of all tenants. */
public final class People {
    private final JdbcClient jdbc;
    private final Passwords passwords;

    People(JdbcClient jdbc, Passwords passwords) {
        this.jdbc = jdbc;
        this.passwords = passwords;
    }

    private record Known(Person person, String passwordHash) {}

    /**
     * The person of an e-mail address and a password. As slow for an unknown address as for a wrong password.
     *
     * @param tenant of several that the person is in; the first one's if absent
     */
    public Optional<Person> check(String email, Secret password, @Nullable UUID tenant) {
        Optional<Known> known = jdbc.sql("""
                        SELECT tenant_id, person_id, email, role, scopes, password_hash
                        FROM person JOIN membership ON person_id = person.id
                        WHERE email = :email AND (:tenant::uuid IS NULL OR tenant_id = :tenant)
                        ORDER BY tenant_id LIMIT 1
                        """)
                .param("email", Email.normal(email))
                .param("tenant", tenant)
                .query((row, number) -> new Known(person(row), row.getString("password_hash")))
                .optional();
        boolean fits =
                passwords.matches(password, known.map(Known::passwordHash).orElse(null));
        return fits ? known.map(Known::person) : Optional.empty();
    }

    /** The person as they are now, with their present role in a tenant. */
    public Optional<Person> find(UUID tenantId, UUID personId) {
        return jdbc.sql("""
                        SELECT tenant_id, person_id, email, role, scopes
                        FROM person JOIN membership ON person_id = person.id
                        WHERE tenant_id = :tenant AND person_id = :person
                        """)
                .param("tenant", tenantId)
                .param("person", personId)
                .query((row, number) -> person(row))
                .optional();
    }

    /** Whether a password is that of a person. */
    public boolean hasPassword(UUID personId, Secret password) {
        return passwords.matches(
                password,
                jdbc.sql("SELECT password_hash FROM person WHERE id = :person")
                        .param("person", personId)
                        .query(String.class)
                        .optional()
                        .orElse(null));
    }

    /**
     * Gives a person another password.
     *
     * @throws dev.keyturn.problem.ProblemException if it is too short or too long
     */
    public void setPassword(UUID personId, Secret password) {
        jdbc.sql("UPDATE person SET password_hash = :hash WHERE id = :person")
                .param("hash", passwords.hash(password))
                .param("person", personId)
                .update();
    }

    /** The e-mail address of a person. */
    public String email(UUID personId) {
        return jdbc.sql("SELECT email FROM person WHERE id = :person")
                .param("person", personId)
                .query(String.class)
                .single();
    }

    /** The id of whoever has an e-mail address. */
    public Optional<UUID> withEmail(String email) {
        return jdbc.sql("SELECT id FROM person WHERE email = :email")
                .param("email", Email.normal(email))
                .query(UUID.class)
                .optional();
    }

    /**
     * Adds a person, of no tenant yet.
     *
     * @throws dev.keyturn.problem.ProblemException if e-mail or password is not possible
     */
    public UUID add(String email, Secret password) {
        return jdbc.sql("INSERT INTO person (email, password_hash) VALUES (:email, :hash) RETURNING id")
                .param("email", Email.checked(email))
                .param("hash", passwords.hash(password))
                .query(UUID.class)
                .single();
    }

    private static @Nullable Set<String> scopes(@Nullable Array array) throws SQLException {
        return array == null ? null : Set.copyOf(Arrays.asList((String[]) array.getArray()));
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getObject("tenant_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getString("email"),
                Role.of(row.getString("role")),
                scopes(row.getArray("scopes")));
    }
}
