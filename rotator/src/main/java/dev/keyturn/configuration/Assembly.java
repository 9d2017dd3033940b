package dev.keyturn.configuration;

import dev.keyturn.client.Credentials;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.delivery.Store;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.observation.Repositories;
import dev.keyturn.observation.Repository;
import dev.keyturn.policy.DueClock;
import dev.keyturn.policy.Policy;
import dev.keyturn.policy.Selection;
import dev.keyturn.rotation.Rotations;
import dev.keyturn.rotation.Site;
import dev.keyturn.rotation.Sites;
import dev.keyturn.rotation.Workshop;
import dev.keyturn.schedule.Inventory;
import dev.keyturn.schedule.ManagedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;

/** The parts of a rotator, put together as its configuration says. */
public final class Assembly implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final RotatorSettings settings;
    private final Database database;
    private final Stores stores;
    private final Workshop workshop;

    private Assembly(Path file, DueClock clock) {
        this.settings = SettingsFile.read(file);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Credentials credentials = credentials(folder);
        this.stores = new Stores(folder);
        Sites sites = new Sites(environments().stream().map(this::site).toList());
        this.database = Database.at(databaseUrl(folder));
        this.workshop = new Workshop(
                KeyturnClient.of(Objects.requireNonNull(api().url()), credentials),
                database.jdbc(),
                database.transaction(),
                sites,
                clock,
                worker(),
                LEASE,
                new Repositories(repositories(folder)));
    }

    private List<Repository> repositories(Path folder) {
        RotatorSettings.Searched searched = settings.repositories();
        return searched == null
                ? List.of()
                : Objects.requireNonNull(searched.paths()).stream()
                        .map(path -> new Repository(
                                folder.resolve(path), Objects.requireNonNullElse(searched.scanner(), "keyturn")))
                        .toList();
    }

    /**
     * Reads a configuration; connects to nothing yet.
     *
     * @throws ConfigurationException with words for a person if it cannot be used
     */
    public static Assembly of(Path file, DueClock clock) {
        return new Assembly(file, clock);
    }

    public Database database() {
        return database;
    }

    public Workshop workshop() {
        return workshop;
    }

    /** The stores of all environments. */
    public List<Store> stores() {
        return stores.made();
    }

    public Rotations rotations() {
        return new Rotations(workshop.jdbc(), workshop.transaction());
    }

    public ManagedKeys keys() {
        return new ManagedKeys(workshop.jdbc());
    }

    public Inventory inventory() {
        return new Inventory(workshop.api(), keys(), workshop.sites().names());
    }

    /** Where health and metrics are shown, if anywhere. */
    public OptionalInt managementPort() {
        Integer port = settings.managementPort();
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    @Override
    public void close() {
        workshop.repositories().close();
        stores.made().forEach(Store::close);
        database.close();
    }

    private RotatorSettings.Api api() {
        return Objects.requireNonNull(settings.api());
    }

    private List<RotatorSettings.Environment> environments() {
        return Objects.requireNonNull(settings.environments());
    }

    private Credentials credentials(Path folder) {
        Path keyFile = api().keyFile();
        return keyFile == null ? RotatorKey.fromEnvironment() : RotatorKey.in(folder.resolve(keyFile));
    }

    @RevealsPlaintext("a database's address may hold its password; the driver needs both")
    private String databaseUrl(Path folder) {
        String url = Objects.requireNonNull(settings.databaseUrl()).reveal();
        String text = url.startsWith("@") ? contents(folder.resolve(url.substring(1))) : url;
        if (!text.startsWith("jdbc:postgresql:")) {
            throw new ConfigurationException("database-url is a JDBC address of PostgreSQL, such as"
                    + " jdbc:postgresql://localhost:5432/keyturn?user=rotator, or @FILE that holds one");
        }
        return text;
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConfigurationException("database-url names the file " + file + ", which cannot be read");
        }
    }

    private Site site(RotatorSettings.Environment environment) {
        String name = Objects.requireNonNull(environment.name());
        try {
            return site(environment, name, stores.of(environment));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("environment '" + name + "': " + e.getMessage());
        }
    }

    private Site site(RotatorSettings.Environment environment, String name, Store store) {
        Policy policy = policy(environment);
        List<RotatorSettings.Keys> keys = environment.keys() == null ? List.of() : environment.keys();
        List<Site.Share> own = keys.stream()
                .map(some -> new Site.Share(
                        new Selection(Objects.requireNonNull(some.name()), List.of()),
                        Objects.requireNonNull(some.policy()).over(policy)))
                .toList();
        return new Site(name, store, policy, own, environment.after());
    }

    private Policy policy(RotatorSettings.Environment environment) {
        PolicyRules shared = settings.policy();
        PolicyRules own = environment.policy();
        Policy base = shared == null ? Policy.DEFAULT : shared.over(Policy.DEFAULT);
        return own == null ? base : own.over(base);
    }

    private static String worker() {
        return "rotator-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
